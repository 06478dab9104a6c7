//! Pages are well-formed, accessible and still, whatever stands in the record.

use tingbok_procedure::content::turns_direction;

use super::{escape, page};
use crate::document::{Column, Document, Part, Section, Table};

/// Panics unless the page is well-formed: every element closed in its order, headings that go down one level at a time
/// from a single first, tables with captions and scopes, Swedish, nothing loaded and nothing that runs.
pub(crate) fn check(html: &str) {
    let body = html.strip_prefix("<!DOCTYPE html>\n").unwrap();
    let mut open: Vec<&str> = Vec::new();
    let (mut last, mut firsts) = (0, 0);
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece
            .split_once('>')
            .unwrap_or_else(|| panic!("`<{piece}` is no tag"));
        assert!(open.contains(&"style") || !text.contains('>'), "{text}");
        let name = tag.split([' ', '\n']).next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{piece}");
            continue;
        }
        assert!(!["script", "link", "img", "iframe"].contains(&name), "{tag}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            assert!(
                level <= last + 1,
                "a heading of level {level} follows one of {last}: {text}"
            );
            assert!(!text.is_empty());
            firsts += u8::from(level == 1);
            last = level;
        }
        if name == "th" {
            assert!(tag.contains("scope=\""), "{tag}");
        }
        if name == "caption" {
            assert!(!text.is_empty() && open.last() == Some(&"table"));
        }
        if name != "meta" {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    assert_eq!(firsts, 1, "one heading of the first level");
    assert_eq!(
        body.matches("<table>").count(),
        body.matches("<table>\n<caption").count()
    );
    assert!(body.contains("<html lang=\"sv\">") && body.contains("@media print"));
    assert!(!body.contains("http") && !body.contains("url("));
}

#[test]
fn what_stands_in_the_record_is_escaped() {
    assert_eq!(
        escape("a<b>&\"'\u{0}\r\n\u{1b}[0m"),
        "a&lt;b&gt;&amp;&quot;&#39;\u{fffd}\n\u{fffd}[0m"
    );
    let odd = "</p><script>alert('x')</script>&amp;\u{0}";
    let table = Table {
        caption: odd.to_owned(),
        columns: vec![Column::left(odd), Column::right(odd)],
        rows: vec![vec![odd.to_owned()], vec![]],
        foot: Some(vec![odd.to_owned(); 5]),
    };
    let parts = [
        Part::Words(odd.to_owned()),
        Part::Lines(vec![odd.to_owned(); 2]),
        Part::Facts(vec![(odd.to_owned(), odd.to_owned())]),
        Part::EnglishFacts(vec![(odd.to_owned(), odd.to_owned())]),
        Part::List(vec![odd.to_owned()]),
        Part::Table(table),
    ];
    let mut section = parts.into_iter().fold(Section::new(odd), Section::with);
    section.sections = vec![Section::new("").saying(odd), Section::new(odd)];
    let html = page(&Document::new(odd).with(section.clone()).with(section));
    check(&html);
    assert_eq!(html.matches("&lt;script&gt;").count(), 2 + 2 * 17);
}

#[test]
fn a_page_as_it_is() {
    let table = Table {
        rows: vec![vec!["Klara Nordin (M)".to_owned(), "X".to_owned()]],
        ..Table::new("Röster", vec![Column::left("Ledamot"), Column::right("Ja")])
    };
    let english = Part::EnglishFacts(vec![("Funnet".to_owned(), "§ 41 is not adjusted".to_owned())]);
    let mut section = Section::new("Omröstning").with(Part::Table(table)).with(english);
    section.breaks = true;
    let html = page(&Document::new("§ 41").with(section));
    check(&html);
    let (_, body) = html.split_once("</head>\n").unwrap();
    insta::assert_snapshot!(body, @r#"
    <body>
    <main>
    <h1>§ 41</h1>
    <section class="breaks">
    <h2>Omröstning</h2>
    <table>
    <caption>Röster</caption>
    <thead>
    <tr><th scope="col">Ledamot</th><th scope="col" class="right">Ja</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row" class="short">Klara Nordin (M)</th><td class="right short">X</td></tr>
    </tbody>
    </table>
    <dl>
    <dt>Funnet</dt><dd lang="en">§ 41 is not adjusted</dd>
    </dl>
    </section>
    </main>
    </body>
    </html>
    "#);
}

#[test]
fn no_name_turns_the_direction_of_the_page() {
    assert_eq!(escape("Bo \u{202e}dnuL\u{2066}"), "Bo \u{fffd}dnuL\u{fffd}");
    assert!(!turns_direction('å'));
}
