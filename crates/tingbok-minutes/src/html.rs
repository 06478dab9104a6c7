//! The frame of every page in HTML: one document, complete and still, the same on screen and on paper.
//!
//! Invariants: everything that comes from the record is escaped; there is no script, nothing is loaded from elsewhere,
//! and nothing is told by colour alone. Headings go down one level at a time, tables have captions and scopes, and the
//! language is said to be Swedish, with what is not marked as such (*lag (2018:1937) om tillgänglighet till digital offentlig service*).

use std::fmt::Write;

use tingbok_procedure::content::turns_direction;

use crate::document::{Column, Document, Part, Section, Table};
use crate::text::wording::width;

/// The page as HTML.
#[must_use]
pub fn page(document: &Document) -> String {
    let mut body = String::new();
    line(&mut body, &format!("<h1>{}</h1>", escape(&document.title)));
    for section in &document.sections {
        write_section(&mut body, section, 2);
    }
    let title = escape(&document.title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// The text so that it stands in HTML as it was written. Control characters, which HTML cannot hold, are replaced, and so
/// is what turns the direction of writing: a name may not read otherwise than it is signed.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(c),
            '\r' => {}
            c if c.is_control() || turns_direction(c) => escaped.push(char::REPLACEMENT_CHARACTER),
            c => escaped.push(c),
        }
    }
    escaped
}

fn write_section(out: &mut String, section: &Section, level: u8) {
    let class = if section.breaks { " class=\"breaks\"" } else { "" };
    line(out, &format!("<section{class}>"));
    if !section.heading.is_empty() {
        let heading = escape(&section.heading);
        line(out, &format!("<h{level}>{heading}</h{level}>"));
    }
    for part in &section.parts {
        write_part(out, part, &section.heading);
    }
    let below = if section.heading.is_empty() {
        level
    } else {
        level.saturating_add(1).min(6)
    };
    for section in &section.sections {
        write_section(out, section, below);
    }
    line(out, "</section>");
}

fn write_part(out: &mut String, part: &Part, heading: &str) {
    match part {
        Part::Words(words) => line(out, &format!("<p>{}</p>", escape(words))),
        Part::Lines(lines) => {
            line(
                out,
                &format!("<p class=\"lines\">{}</p>", escape(&lines.join("\n"))),
            );
        }
        Part::Facts(facts) => write_facts(out, facts, ""),
        Part::EnglishFacts(facts) => write_facts(out, facts, " lang=\"en\""),
        Part::List(things) => {
            line(out, "<ul>");
            for thing in things {
                line(out, &format!("<li>{}</li>", escape(thing)));
            }
            line(out, "</ul>");
        }
        Part::Table(table) => write_table(out, table, heading),
    }
}

fn write_facts(out: &mut String, facts: &[(String, String)], language: &str) {
    line(out, "<dl>");
    for (name, value) in facts {
        let (name, value) = (escape(name), escape(value));
        line(out, &format!("<dt>{name}</dt><dd{language}>{value}</dd>"));
    }
    line(out, "</dl>");
}

/// A caption that repeats the heading above the table is kept for those who hear the page.
fn write_table(out: &mut String, table: &Table, heading: &str) {
    let class_of = if table.caption == heading {
        " class=\"heard\""
    } else {
        ""
    };
    let caption = escape(&table.caption);
    line(
        out,
        &format!("<table>\n<caption{class_of}>{caption}</caption>\n<thead>"),
    );
    let heading = |column: &Column| {
        format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column, ""),
            escape(&column.heading)
        )
    };
    let headings: String = table.columns.iter().map(heading).collect();
    line(out, &format!("<tr>{headings}</tr>\n</thead>\n<tbody>"));
    for row in &table.rows {
        line(out, &write_row(table, row));
    }
    line(out, "</tbody>");
    if let Some(foot) = &table.foot {
        line(out, &format!("<tfoot>\n{}\n</tfoot>", write_row(table, foot)));
    }
    line(out, "</table>");
}

fn write_row(table: &Table, row: &[String]) -> String {
    let mut cells = String::new();
    for (at, column) in table.columns.iter().enumerate() {
        let text = row.get(at).map_or("", String::as_str);
        let class = class(column, text);
        let text = escape(text);
        // Writing to a string does not fail.
        let _ = match at {
            0 => write!(cells, "<th scope=\"row\"{class}>{text}</th>"),
            _ => write!(cells, "<td{class}>{text}</td>"),
        };
    }
    format!("<tr>{cells}</tr>")
}

/// Numbers stand to the right; a short cell, a day or a name of a paragraph, is not broken into lines.
fn class(column: &Column, text: &str) -> &'static str {
    let short = !text.is_empty() && width(text) <= SHORT;
    match (column.right, short) {
        (true, true) => " class=\"right short\"",
        (true, false) => " class=\"right\"",
        (false, true) => " class=\"short\"",
        (false, false) => "",
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// The longest cell that is not broken into lines, in characters: a day with its hour, `laga kraft` with its day.
const SHORT: usize = 21;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, \"Times New Roman\", serif; margin: 0; padding: 1.5rem; }
main { max-width: 46rem; margin: 0 auto; }
h1, h2, h3, h4, h5, h6, table, dt { font-family: system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1.5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3, h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
.lines { white-space: pre-wrap; }
ul { margin: 0 0 .75rem; padding-left: 1.25rem; }
li, dd { white-space: pre-line; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; margin: 0 0 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .75rem 0 1.25rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid; }
td, th { overflow-wrap: anywhere; }
.right { text-align: right; }
.short { white-space: nowrap; }
.breaks { border-top: 1px solid; margin-top: 2.5rem; padding-top: .5rem; }
@media print {
  :root { color-scheme: light; }
  @page { size: A4; margin: 22mm 20mm; }
  body { font-size: 10.5pt; padding: 0; color: #000; background: #fff; }
  main { max-width: none; }
  h1, h2, h3, h4, h5, h6, caption { break-after: avoid; }
  tr, li, dt { break-inside: avoid; }
  thead { display: table-header-group; }
  .breaks { break-before: page; border-top: 0; margin-top: 0; padding-top: 0; }
}
";

#[cfg(test)]
pub(crate) mod tests;
