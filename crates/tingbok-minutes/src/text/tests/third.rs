//! The third version of the text: a line of the voting list for each person, as far as they are known apart.

use crate::fixture::{everything, namesakes};
use crate::paragraph::Paragraph;
use crate::renderer::Renderer;
use crate::text::render_text;

fn text(events: &[tingbok_procedure::Event], renderer: Renderer) -> String {
    render_text(&Paragraph::project(events).unwrap(), renderer)
}

fn list(renderer: Renderer) -> String {
    let text = text(&namesakes(), renderer);
    text.split_once("Voteringslista: §41\n").unwrap().1.to_owned()
}

#[test]
fn namesakes_have_a_line_each() {
    insta::assert_snapshot!(list(Renderer::V3), @"
    Ärende: Plan för biblioteken 2027, KN/12/2026

    Omröstning om bifall (Ja) eller avslag (Nej) till yrkandet

    Ledamot              Ja  Nej  Avstår
    Per Alm (S) [alm-1]        X
    Per Alm (S) [alm-2]   X
    Siv Ö (M)             X
    Ida Ek (C)            X
    Per Alm (S)                        X

    Inom [ ] står namnet i förtroendemannaregistret, som skiljer personer med samma namn åt.
    ");
}

#[test]
fn the_earlier_versions_have_the_lines_that_they_had() {
    for renderer in [Renderer::V1, Renderer::V2] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(list(renderer), @"
            Ärende: Plan för biblioteken 2027, KN/12/2026

            Omröstning om bifall (Ja) eller avslag (Nej) till yrkandet

            Ledamot      Ja  Nej  Avstår
            Per Alm (S)   X
            Siv Ö (M)
            Ida Ek
            Siv Ö         X
            Ida Ek (C)    X

            2 personer på listan har ingen antecknad röst.
            ");
        }
    }
}

#[test]
fn without_namesakes_the_text_reads_as_before() {
    let events = everything();
    assert_eq!(text(&events, Renderer::V3), text(&events, Renderer::V2));
}
