//! What the page says is what the document holds.

use super::document;
use crate::content::{Inline, PdfBlock, PdfDocument, words};
use crate::letters::Letters;

fn read(body: &str) -> PdfDocument {
    let page = format!("<html lang=\"en\"><head><title>T</title></head><body>{body}</body></html>");
    document(&page, &Letters::of(crate::typeset::fonts().book()))
}

fn said(block: &PdfBlock) -> String {
    match block {
        PdfBlock::Paragraph { text, .. } | PdfBlock::Heading { text, .. } => words(text),
        other => format!("{other:?}"),
    }
}

#[test]
fn words_of_a_name_stay_as_they_are() {
    let names = ["#panic()", "$x$", "*bold*", "@ref", "a\\b", "`raw`", "// x", "\"quoted\""];
    for name in names {
        let document = read(&format!("<p>{name}</p>"));
        assert_eq!(document.blocks.iter().map(said).collect::<Vec<_>>(), [name]);
    }
    assert_eq!(said(&read("<p>&lt;label&gt; &amp;c.</p>").blocks[0]), "<label> &c.");
}

#[test]
fn spaces_fold_across_elements_as_a_browser_folds_them() {
    let document = read("<p>\n a <strong> b</strong> <em>c </em> d\n</p>");
    assert_eq!(said(&document.blocks[0]), "a b c d");
    assert_eq!(document.lang, "en");
}

#[test]
fn links_within_lead_to_the_heading_of_their_section_and_others_are_text() {
    let body = "<section id=\"rows\"><h2>Rows</h2></section>\
                <p><a href=\"#rows\">see</a> <a href=\"#gone\">none</a> <a href=\"javascript:x\">no</a></p>";
    let document = read(body);
    let [PdfBlock::Heading { label: Some(label), level, .. }, PdfBlock::Paragraph { text, .. }] =
        &document.blocks[..]
    else {
        panic!("{:?}", document.blocks);
    };
    // A page has no heading of the second level before one of the first.
    assert_eq!(*level, 1);
    assert!(matches!(&text[0], Inline::Within { label: to, .. } if to == label));
    assert_eq!(words(text), "see none no");
    assert_eq!(document.labels, std::slice::from_ref(label));
}

#[test]
fn every_row_of_a_table_fills_its_columns_and_headers_say_what_they_head() {
    let body = "<table><caption>types</caption><thead><tr><th scope=\"col\">type</th><th class=\"n\">kg</th></tr></thead>\
                <tbody><tr><th scope=\"row\">écran</th><td class=\"n\">1</td></tr><tr><th>short</th></tr>\
                <tr><th colspan=\"7\" scope=\"rowgroup\">wide</th></tr></tbody></table>";
    let document = read(body);
    let PdfBlock::Table(table) = &document.blocks[0] else { panic!("{:?}", document.blocks) };
    assert_eq!(words(&table.caption), "Types");
    assert_eq!(table.widths.len(), 7);
    for row in table.head.iter().chain(&table.body) {
        assert_eq!(row.iter().map(|cell| cell.colspan).sum::<usize>(), 7);
    }
    assert_eq!(table.head[0][0].heads, Some("column"));
    assert_eq!(table.body[0][0].heads, Some("row"));
    assert!(table.body[0][1].right && table.body[0][1].heads.is_none());
}

#[test]
fn cells_that_reach_down_take_their_place_in_rows_below() {
    let body = "<table><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr><tr><td rowspan=\"9\">d</td></tr></table>";
    let document = read(body);
    let PdfBlock::Table(table) = &document.blocks[0] else { panic!("{:?}", document.blocks) };
    assert_eq!(table.body.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 2]);
    assert_eq!((table.body[0][0].rowspan, table.body[2][0].rowspan), (2, 1));
}

#[test]
fn what_opens_on_demand_is_open_and_what_is_for_a_screen_is_gone() {
    let body = "<a class=\"skip\" href=\"#x\">Skip</a><script>x</script><p hidden>no</p>\
                <p class=\"note back\"><a href=\"#x\">Back</a></p>\
                <svg class=\"on-narrow\" width=\"360\" height=\"90\"><title>A phone's</title></svg>\
                <details><summary>More</summary><p>inside</p></details>\
                <details><summary>Show</summary><table><caption>c</caption><tr><td>1</td></tr></table></details>";
    let document = read(body);
    assert_eq!(document.blocks.len(), 3, "{:?}", document.blocks);
    assert_eq!(
        (said(&document.blocks[0]).as_str(), said(&document.blocks[1]).as_str()),
        ("More", "inside")
    );
    assert!(matches!(document.blocks[2], PdfBlock::Table(_)));
}

#[test]
fn chart_keeps_its_words_and_takes_the_colours_of_paper() {
    let body = "<style>:root{--ink:#123456}</style><figure><svg role=\"img\" width=\"860\" height=\"90\"><title>What weighs</title>\
                <script>x</script><rect fill=\"var(--ink)\" onclick=\"x\"/><text>a &lt; b &amp; c</text></svg></figure>";
    let document = read(body);
    let PdfBlock::Group { blocks, .. } = &document.blocks[0] else {
        panic!("{:?}", document.blocks)
    };
    assert!(
        matches!(&blocks[0], PdfBlock::Drawing { alt: Some(alt), .. } if alt == "What weighs"),
        "{blocks:?}"
    );
    let drawn = &document.drawings[0].1;
    assert!(drawn.contains("fill=\"#123456\"") && drawn.contains("a &lt; b &amp; c"), "{drawn}");
    assert!(!drawn.contains("script") && !drawn.contains("onclick"), "{drawn}");
}

#[test]
fn a_hatched_swatch_is_not_its_plain_colour() {
    let body = "<p><span class=\"swatch\" style=\"background:#12436d\"></span>a \
                <span class=\"swatch\" style=\"background:repeating-linear-gradient(110deg,#12436d 0 4px,#fff 4px 6px)\"></span>b</p>";
    let read = format!("{:?}", read(body).blocks);
    let swatches: Vec<&str> = read.matches("hatched: true").collect();
    assert_eq!((swatches.len(), read.matches("hatched: false").count()), (1, 1), "{read}");
}
