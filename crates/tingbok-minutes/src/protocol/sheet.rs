//! One paragraph within a protocol.

use jiff::civil::Date;
use serde::Serialize;
use tingbok_procedure::Adjustment;
use tingbok_procedure::admission::adjustment::Required;
use tingbok_procedure::content::ParagraphCompiled;
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Content, Event, Stream};

use crate::compiled::{Difference, Shown, reprojected};
use crate::document::{Part, Section};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;
use crate::text::wording::WIDTH;
use crate::text::{page, render_text};

/// A paragraph of a protocol, as it was compiled, else as the log gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// The paragraph's name.
    pub at: ParagraphRef,
    /// The paragraph, when its events give one.
    pub paragraph: Option<Paragraph>,
    /// Its text: the compiled one, else that of today.
    pub text: String,
    /// Why it is not what the log gives, or why the log gives nothing.
    pub remark: Option<String>,
    /// Who is to sign it, and who has.
    pub required: Vec<Required>,
    /// When it was adjusted.
    pub adjusted: Option<Date>,
    #[serde(skip)]
    adjustment: Adjustment,
    /// The renderer whose sections are the text; `None` when only the text itself is left.
    #[serde(skip)]
    renderer: Option<Renderer>,
}

impl Sheet {
    /// The paragraph from the events of its meeting's stream, its own streams and the body.
    pub(super) fn of(at: ParagraphRef, on: Date, events: &[&Event], shown: Shown) -> Self {
        let own: Vec<Event> = events
            .iter()
            .filter(|event| belongs(event, at, on))
            .map(|event| (*event).clone())
            .collect();
        let compiled = own.iter().rev().find_map(|event| match &event.content {
            Content::ParagraphCompiled(compiled) => Some(compiled),
            _ => None,
        });
        let mut sheet = match Paragraph::project(&own) {
            Ok(paragraph) => Self::whole(at, paragraph),
            Err(error) => Self::broken(at, format!("Händelserna ger ingen paragraf: {error}.")),
        };
        if let Some(compiled) = compiled {
            sheet.compiled(compiled, &own, shown);
        }
        sheet
    }

    fn whole(at: ParagraphRef, paragraph: Paragraph) -> Self {
        let adjustment = paragraph.adjustment();
        Self {
            at,
            text: render_text(&paragraph, Renderer::default()),
            remark: None,
            required: adjustment.required.clone(),
            adjusted: adjustment.complete_on,
            adjustment,
            renderer: Some(Renderer::default()),
            paragraph: Some(paragraph),
        }
    }

    fn broken(at: ParagraphRef, remark: String) -> Self {
        Self {
            at,
            paragraph: None,
            text: format!("§{}\n", at.number),
            remark: Some(remark),
            required: Vec::new(),
            adjusted: None,
            adjustment: Adjustment::default(),
            renderer: None,
        }
    }

    /// The text as it was compiled stands, and what the log gives otherwise is remarked.
    fn compiled(&mut self, compiled: &ParagraphCompiled, own: &[Event], shown: Shown) {
        self.text = compiled.text.concat();
        let difference = match reprojected(compiled, own, shown) {
            // The sections are made from all events of the item: they are the text only where none came after it.
            Ok(()) if self.covers(compiled, own) => {
                self.renderer = compiled.renderer.parse().ok();
                return;
            }
            Ok(()) => {
                self.renderer = None;
                self.remark = Some(LATER.to_owned());
                return;
            }
            Err(difference) => difference,
        };
        self.renderer = None;
        self.remark = Some(match difference {
            Difference::Renderer(unknown) => {
                format!(
                    "Texten är gjord med {}, som inte finns här, och kan inte jämföras med loggen.",
                    unknown.0
                )
            }
            Difference::Line {
                line,
                compiled,
                today,
            } => format!(
                "Texten stämmer inte med loggen. Rad {line} lyder ”{compiled}” men loggen ger ”{today}”."
            ),
            other => format!("Texten stämmer inte med loggen: {other}."),
        });
    }

    fn covers(&self, compiled: &ParagraphCompiled, own: &[Event]) -> bool {
        let after = |event: &Event| {
            let later = event
                .signed
                .as_ref()
                .is_some_and(|signed| signed.seq > compiled.to);
            later && event.content.item() == Some(compiled.item) && matches!(event.stream, Stream::Meeting(_))
        };
        self.paragraph.is_some() && !own.iter().any(after)
    }

    /// The title on one line.
    #[must_use]
    pub fn title(&self) -> String {
        self.paragraph.as_ref().map(Paragraph::title).unwrap_or_default()
    }

    /// The case, where there is one.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        self.paragraph.as_ref()?.opened.content.case.as_deref()
    }

    /// The paragraph as a section of the protocol.
    pub(super) fn section(&self) -> Section {
        let mut section = Section::new(format!("§ {} {}", self.at.number, self.title()).trim_end());
        section.breaks = true;
        section.parts.extend(self.remark.clone().map(Part::Words));
        match (&self.paragraph, self.renderer) {
            (Some(paragraph), Some(renderer)) => {
                section.heading = page(paragraph, renderer).title;
                section.sections = page(paragraph, renderer).sections;
            }
            _ => section.parts.push(Part::Lines(
                self.text.trim_end().split('\n').map(str::to_owned).collect(),
            )),
        }
        section.sections.extend(self.later());
        section
    }

    /// The paragraph in the words that are signed, below a line; then what came after the meeting.
    pub(super) fn to_text(&self) -> String {
        let mut chunks = vec!["─".repeat(WIDTH) + "\n"];
        let remark = self
            .remark
            .iter()
            .map(|remark| Section::new("").saying(remark.as_str()).to_text());
        chunks.extend(remark);
        chunks.push(self.text.clone());
        chunks.extend(self.later().iter().map(Section::to_text));
        chunks.join("\n")
    }

    fn later(&self) -> Vec<Section> {
        let later = |paragraph: &Paragraph| paragraph.afterwards.sections(&self.adjustment);
        self.paragraph.as_ref().map(later).unwrap_or_default()
    }
}

const LATER: &str = "Efter att texten sammanställdes har mer antecknats i ärendet; det ingår inte i texten.";

/// The events of a paragraph: its item, its streams, the body, and what belongs to no item of its meeting.
fn belongs(event: &Event, at: ParagraphRef, on: Date) -> bool {
    match &event.stream {
        Stream::Body => true,
        Stream::Meeting(date) => {
            let item = event.content.item().map(|item| item.0);
            let signing = matches!(
                event.content,
                Content::MeetingOpened(_) | Content::AdjustersAppointed(_)
            );
            *date == on && (item == Some(at.number) || (item.is_none() && signing))
        }
        stream => stream.paragraph() == Some(at),
    }
}
