//! DOCX: paragraphs, lists, tables, what is tracked, and what is refused.

use tingbok_extract::{ExtractError, Form};

use crate::paper::{docx, paragraph, part, styled, table, zipped};
use crate::{read, refused, remarks};

#[test]
fn paragraphs_are_lines_and_gaps_blank_ones() {
    let styles = part(
        "styles",
        r#"<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>
           <w:style w:type="paragraph" w:styleId="Tight"><w:pPr><w:spacing w:after="0"/></w:pPr></w:style>
           <w:style w:type="paragraph" w:styleId="Names"><w:basedOn w:val="Tight"/></w:style>"#,
    );
    let names = r#"<w:pStyle w:val="Names"/>"#;
    let body = [
        paragraph("§ 57 Plan & bygge <1>"),
        styled(names, "Rut Ek (M)"),
        styled(names, "Åsa Öberg (S)"),
        paragraph("Slut"),
    ]
    .concat();
    let extracted = read(&docx(&body, &[("word/styles.xml", &styles)]));
    assert_eq!(
        extracted.text,
        "§ 57 Plan & bygge <1>\n\nRut Ek (M)\nÅsa Öberg (S)\nSlut\n"
    );
    assert_eq!(extracted.form, Form::Docx);
    assert_eq!(remarks(&extracted), [""; 0]);
}

const NUMBERING: &str = r#"
    <w:abstractNum w:abstractNumId="7">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="8">
      <w:lvl w:ilvl="0"><w:start w:val="57"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Item"/><w:lvlText w:val="§ %1"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="9">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xf0b7;"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>"#;

fn numbered(list: u32, level: u32, text: &str) -> String {
    let properties = format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#);
    styled(&properties, text)
}

#[test]
fn lists_are_numbered_as_word_numbers_them() {
    let styles = part(
        "styles",
        r#"<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>"#,
    );
    let item = r#"<w:pStyle w:val="Item"/>"#;
    let body = [
        styled(item, "Plan"),
        numbered(1, 0, "Planen antas."),
        numbered(1, 1, "med bilaga"),
        numbered(1, 1, "utan bilaga"),
        numbered(1, 0, "Uppdraget ges."),
        numbered(1, 1, "genast"),
        styled(item, "Budget"),
        numbered(2, 0, "Budgeten antas."),
        numbered(4, 0, "punkt"),
        numbered(0, 0, "inget"),
        numbered(99, 0, "okänd"),
    ]
    .concat();
    let numbering = part("numbering", NUMBERING);
    let extracted = read(&docx(
        &body,
        &[("word/styles.xml", &styles), ("word/numbering.xml", &numbering)],
    ));
    assert_eq!(
        extracted.text,
        "§ 57 Plan\n1. Planen antas.\n   a) med bilaga\n   b) utan bilaga\n2. Uppdraget ges.\n   a) genast\n\
         § 58 Budget\n1. Budgeten antas.\n• punkt\ninget\nokänd\n"
    );
    assert_eq!(
        remarks(&extracted),
        ["1 numbers of lists are not known and left out"]
    );
}

#[test]
fn tables_are_columns_and_running_text_is_not() {
    let long = "Ett längre stycke som står i en ruta av en mall och som ingen menar som en kolumn.";
    let body = [
        table(&[
            &["Ledamot", "Ja", "Nej", "Avstår"],
            &["Åsa Öberg (S)", "", "X", ""],
            &["Ib Lo (V)", "", "", "X"],
        ]),
        paragraph("Mellan"),
        table(&[&["Ärende", long], &["A", "B"]]),
    ]
    .concat();
    assert_eq!(
        read(&docx(&body, &[])).text,
        format!(
            "Ledamot        Ja  Nej  Avstår\n\
             Åsa Öberg (S)      X\n\
             Ib Lo (V)               X\n\nMellan\n\nÄrende\n{long}\nA  B\n"
        )
    );
}

#[test]
fn spans_and_merged_cells_keep_their_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let span = |columns: u32| format!(r#"<w:gridSpan w:val="{columns}"/>"#);
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&[cell(&span(2), "Omröstning om avslag"), cell("", "Ja")]),
        row(&[
            cell(r#"<w:vMerge w:val="restart"/>"#, "S"),
            cell("", "Ek"),
            cell("", "X")
        ]),
        row(&[cell("<w:vMerge/>", "gömt"), cell("", "Bo"), cell("", "X")]),
    );
    assert_eq!(
        read(&docx(&body, &[])).text,
        "Omröstning om avslag  Ja\nS  Ek                 X\n   Bo                 X\n"
    );
}

#[test]
fn tabs_are_columns_when_each_has_its_stop() {
    let stops = r#"<w:tabs><w:tab w:val="left" w:pos="5000"/><w:tab w:val="left" w:pos="6000"/></w:tabs>"#;
    let lines = |name: &str| {
        [
            styled(stops, "Ledamot\tJa\tNej"),
            styled(stops, &format!("{name}\t\tX")),
            styled(stops, "Bo Ek\tX"),
        ]
        .concat()
    };
    assert_eq!(
        read(&docx(&lines("Rut Ek (M)"), &[])).text,
        "Ledamot     Ja  Nej\nRut Ek (M)      X\nBo Ek       X\n"
    );
    // A name that reaches the first stop may have used it up: the tabs stay, and nobody guesses.
    let long = "Rut Maria Margareta von Ekensparre till Ekenäs";
    assert!(
        read(&docx(&lines(long), &[]))
            .text
            .contains(&format!("{long}\t\tX\n"))
    );
}

#[test]
fn what_is_tracked_hidden_or_beside_the_text_is_told() {
    let body = r#"<w:p>
        <w:r><w:t xml:space="preserve">Planen </w:t></w:r>
        <w:del><w:r><w:delText>avslås</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>antas</w:t></w:r></w:ins>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r>
        <w:r><w:footnoteReference w:id="2"/></w:r>
        <w:r><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Odd" w:char="F001"/></w:r>
        <w:r><w:br/><w:t>nytt</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>
        <w:r><w:commentReference w:id="1"/><w:drawing/></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>bort</w:delText></w:r></w:del></w:p>
        <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#;
    let extracted = read(&docx(body, &[("word/header1.xml", "<x/>")]));
    assert_eq!(extracted.text.trim(), "Planen antas-✓\u{fffd}\nnytt\n\nruta");
    assert_eq!(
        remarks(&extracted),
        [
            "1 tracked insertions are read as text",
            "2 tracked deletions are left out",
            "1 runs of hidden text are left out",
            "1 footnotes or endnotes are left out",
            "1 comments are left out",
            "1 pictures are left out",
            "1 symbols are not known; `\u{fffd}` stands for each",
            "page headers and footers are left out",
        ]
    );
}

#[test]
fn other_archives_are_named() {
    let said = |name: &str| refused(&zipped(&[(name, b"<x/>")])).to_string();
    assert!(said("content.xml").starts_with("this is an OpenDocument file (ODT)"));
    assert!(said("xl/workbook.xml").contains("XLSX"));
    assert!(said("ppt/presentation.xml").contains("PPTX"));
    assert!(said("a.txt").contains("an archive (zip), which is not read: unpack it"));
    assert_eq!(refused(&docx("", &[])), ExtractError::NoText);
}

#[test]
fn the_document_may_have_another_name() {
    let relationships = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    let document = part("document", &format!("<w:body>{}</w:body>", paragraph("§ 1")));
    let file = zipped(&[
        ("_rels/.rels", relationships.as_bytes()),
        ("word/document2.xml", document.as_bytes()),
    ]);
    assert_eq!(read(&file).text, "§ 1\n");
}
