//! A ledger of paper: acts are folded through admission, with digests, places and holders as a log would give them.

use std::collections::BTreeMap;

use tingbok_example::{Act, Key};
use tingbok_procedure::content::{
    Compiled, Content, Day, ParagraphAdjusted, ParagraphCompiled, ParagraphNo, Source, Text,
};
use tingbok_procedure::stream::ParagraphRef;
use tingbok_procedure::{Event, Finding, Moment, Signed, Signer, State, Stream};

/// A finding, the event at which it was made, and that event's paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) finding: Finding,
    pub(crate) id: String,
    pub(crate) paragraph: Option<ParagraphRef>,
}

/// What was folded so far.
pub(crate) struct Rehearsal {
    pub(crate) state: State,
    pub(crate) found: Vec<Found>,
    pub(crate) events: u64,
    keys: &'static [Key],
    places: BTreeMap<Stream, u64>,
    /// The first and the last place of each item in its meeting's stream.
    items: BTreeMap<ParagraphRef, (Day, u64, u64)>,
    compiled: BTreeMap<ParagraphRef, Compiled>,
}

impl Rehearsal {
    pub(crate) fn new(keys: &'static [Key]) -> Self {
        Self {
            state: State::new(),
            found: Vec::new(),
            events: 0,
            keys,
            places: BTreeMap::new(),
            items: BTreeMap::new(),
            compiled: BTreeMap::new(),
        }
    }

    pub(crate) fn act(&mut self, act: &Act) {
        match act {
            Act::Record { by, drafts } => {
                for draft in drafts {
                    self.take(draft.event().unwrap(), by);
                }
            }
            Act::Compile { at, on } => self.compile(*at, on),
            Act::Adjust {
                at,
                role,
                by,
                person,
                on,
            } => {
                let adjusted = ParagraphAdjusted {
                    item: ParagraphNo(at.number),
                    role: *role,
                    person: person.clone(),
                    compiled: self.compiled[at].clone(),
                };
                let stream = Stream::Adjuster(*at, (*by).to_owned());
                self.take(event(self.events, stream, on, adjusted), by);
            }
        }
    }

    fn compile(&mut self, at: ParagraphRef, on: &Moment) {
        let (meeting, from, to) = self.items[&at];
        let content = ParagraphCompiled {
            item: ParagraphNo(at.number),
            meeting,
            from,
            to,
            renderer: "tingbok-minutes/2".to_owned(),
            text: Text::from("§"),
        };
        let event = event(self.events, Stream::Paragraph(at), on, content);
        let compiled = Compiled {
            id: event.id.clone(),
            sha256: digest(self.events),
        };
        self.compiled.insert(at, compiled);
        self.take(event, "registrar-1");
    }

    fn take(&mut self, mut event: Event, by: &str) {
        let holder = self
            .keys
            .iter()
            .find(|key| key.handle == by)
            .map(|key| key.holder.to_owned());
        assert!(holder.is_some(), "no key `{by}`");
        let seq = self.places.entry(event.stream.clone()).or_default();
        let signer = Signer {
            handle: by.to_owned(),
            holder,
        };
        event.signed = Some(Signed {
            seq: *seq,
            digest: digest(self.events),
            by: vec![signer],
        });
        self.place(&event, *self.places.get(&event.stream).unwrap());
        let paragraph = paragraph(&event);
        match self.state.admit(&event) {
            Ok(findings) => self.found.extend(findings.into_iter().map(|finding| Found {
                finding,
                id: event.id.clone(),
                paragraph,
            })),
            Err(rejection) => panic!(
                "{} {} in {} at {}: {rejection}; hint: {}",
                event.id,
                event.kind(),
                event.stream,
                event.at,
                rejection.hint
            ),
        }
        self.state.apply(&event);
        *self.places.entry(event.stream).or_default() += 1;
        self.events += 1;
    }

    fn place(&mut self, event: &Event, seq: u64) {
        let (Stream::Meeting(day), Some(item)) = (&event.stream, event.content.item()) else {
            return;
        };
        let at = ParagraphRef {
            year: day.year(),
            number: item.0,
        };
        let entry = self.items.entry(at).or_insert((Day(*day), seq, seq));
        entry.2 = seq;
    }
}

fn paragraph(event: &Event) -> Option<ParagraphRef> {
    match &event.stream {
        Stream::Meeting(day) => {
            let item = event.content.item()?;
            Some(ParagraphRef {
                year: day.year(),
                number: item.0,
            })
        }
        stream => stream.paragraph(),
    }
}

fn event(number: u64, stream: Stream, at: &Moment, content: impl Into<Content>) -> Event {
    Event {
        id: format!("00000000-0000-4000-8000-{number:012x}"),
        stream,
        at: at.clone(),
        content: content.into(),
        source: Source::default(),
        signed: None,
    }
}

/// A name of a text, made up: rules compare names and compute none.
fn digest(number: u64) -> String {
    format!("{number:064x}")
}
