//! What leaves is held to its standards: the typesetter refuses what would break them.

use empreinte_pdf::{AttachedFile, is_ours, pdf};
use ground::table::Day;
use std::fmt::Write as _;

const PIXEL_CHART: &str = "<svg role=\"img\" width=\"860\" height=\"120\" viewBox=\"0 0 860 120\">\
    <title>Ce qui pèse : l’écran</title><rect width=\"400\" height=\"40\" fill=\"var(--brand)\"/>\
    <text x=\"10\" y=\"80\" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\">écran \u{1f5a8} 3 €</text></svg>";

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"fr\"><head><title>Mairie – empreinte, 2025</title>\
         <style>:root {{ --brand: #12436d }}</style></head><body>{body}</body></html>"
    )
}

fn set(body: &str) -> Vec<u8> {
    pdf(&page(body), Day(20_000), &[]).unwrap_or_else(|fault| panic!("{fault:?}\n{body}"))
}

#[test]
fn page_with_its_data_is_a_pdf_of_both_standards_same_bytes_twice() {
    let body = format!(
        "<a class=\"skip\" href=\"#r\">Aller au contenu</a><header><h1>Mairie</h1></header><main id=\"r\">\
         <nav aria-label=\"Sommaire\"><ol><li><a href=\"#a\">A</a></li></ol></nav>\
         <section id=\"a\"><h2>D’où vient l’empreinte</h2><figure><h3>Par type</h3><figcaption>L’écran.</figcaption>\
         <ul class=\"legend\"><li><span class=\"swatch\" style=\"background:#28a197\"></span>use</li></ul>{PIXEL_CHART}\
         <details><summary>Voir les chiffres</summary><table><caption>types</caption><thead><tr><th scope=\"col\">type</th>\
         <th class=\"n\" scope=\"col\">total</th></tr></thead><tbody><tr><th scope=\"row\">écran</th><td class=\"n\">24,1</td></tr></tbody>\
         <tfoot><tr><th scope=\"row\">total</th><td class=\"n\">24,1</td></tr></tfoot></table></details></figure>\
         <p>Voir <a href=\"#a\">plus haut</a>, <a href=\"#nowhere\">nulle part</a>, <a href=\"https://example.org/a?b=c&amp;d\">ailleurs</a>.</p>\
         </section></main>"
    );
    let data = [AttachedFile {
        name: "run.json",
        media: "application/json",
        about: "L’exécution".into(),
        bytes: b"{\"total\":24.1}".to_vec(),
    }];
    let once = pdf(&page(&body), Day(20_000), &data).unwrap();
    let again = pdf(&page(&body), Day(20_000), &data).unwrap();
    assert_eq!(once, again);
    let said = String::from_utf8_lossy(&once);
    assert!(once.starts_with(b"%PDF-1.7"));
    for mark in ["<pdfuaid:part>1", "<pdfaid:part>3", "<pdfaid:conformance>A", "empreinte 0."] {
        assert!(said.contains(mark), "{mark}");
    }
    assert!(is_ours(&once) && !is_ours(b"%PDF-1.7 of another program"));
}

#[test]
fn no_word_of_an_inventory_is_code() {
    let names = [
        "#panic()",
        "#read(\"run.json\")",
        "$x$",
        "$",
        "*",
        "_",
        "<label>",
        "@ref",
        "\\",
        "\\u{41}",
        "`raw`",
        "= Titre",
        "- liste",
        "/ terme: x",
        "//",
        "/*",
        "#[",
        "]",
        "\"",
        "https://",
        "~",
        "---",
        "\u{0}",
        "\u{200b}",
        "\u{202e}abc",
        "🖨️ 👩‍💻",
        "漢字",
        "مرحبا",
        "नमस्ते",
        "Z͑ͫ̓ͪ̂ͫ̽a",
        "\u{e000}",
        "\u{fdd0}",
        "\u{ffff}",
        "e\u{301}",
        "ﬀ",
        "\u{2011}",
        "\u{202f}",
    ];
    let mut body = String::from("<h1>");
    for name in names {
        body.push_str(&name.replace('&', "&amp;").replace('<', "&lt;"));
        body.push(' ');
    }
    body.push_str("</h1>");
    for name in names {
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        write!(
            body,
            "<h2 id=\"{0}\">{name} fin</h2><p>{name} <strong>{name}</strong> <code>{name}</code> <a href=\"#{0}\">{name}</a></p>\
             <table><caption>{name}</caption><tr><th>{name}</th><td>{name}</td></tr></table>",
            name.replace(['"', '<'], "")
        )
        .unwrap();
    }
    assert!(10_000 < set(&body).len());
}

#[test]
fn pages_of_odd_shapes_are_set() {
    for body in [
        "",
        "<p></p><table></table><ul></ul><dl></dl><figure></figure>",
        "<h4>A heading of the fourth level first</h4><h2></h2><h6>And another</h6>",
        // Rows that are short, and cells that reach too far.
        "<table><tr><th colspan=\"900\">a</th></tr><tr><td rowspan=\"0\">b</td><td>c</td></tr>\
         <tr><td rowspan=\"65000\">d</td></tr><tr><td>e</td></tr></table>",
        "<table><thead><tr><th rowspan=\"3\">a</th><th colspan=\"2\">b</th></tr><tr><th>c</th><th>d</th></tr></thead>\
         <tbody><tr><th>e</th><td>1</td><td>2</td></tr></tbody></table>",
        "<ul><li>one<ul><li>two<table><tr><td>deep</td></tr></table></li></ul></li></ul>",
        "<dl><div><dt>a</dt><dd>b</dd></div><dt id=\"x\">c</dt><dd><p>d</p><p>e</p></dd></dl><a href=\"#x\">x</a>",
        "<p>text <svg width=\"12\" height=\"12\" aria-hidden=\"true\"><circle r=\"4\"/></svg> after</p>",
        "<svg width=\"0\" height=\"-3\"><title>nothing</title></svg>",
        "<section class=\"cards\"><div class=\"card first\"><h2>A</h2><p class=\"figure\">1</p></div><p>loose</p></section>",
        "<details><summary>open</summary>text</details><div class=\"callout\"><h2>c</h2><ol><li>1</li></ol></div>",
    ] {
        set(body);
    }
}

#[test]
fn wide_tables_fit_and_long_ones_go_on() {
    let columns = 22;
    let mut table = String::from("<h1>t</h1><table><thead><tr>");
    for column in 0..columns {
        write!(table, "<th scope=\"col\">caractéristique {column}</th>").unwrap();
    }
    table.push_str("</tr></thead><tbody>");
    for row in 0..60 {
        table.push_str("<tr>");
        for column in 0..columns {
            write!(table, "<td class=\"n\">{row}{column}</td>").unwrap();
        }
        table.push_str("</tr>");
    }
    set(&format!("{table}</tbody></table>"));
}
