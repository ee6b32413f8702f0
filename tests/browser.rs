//! The report in a real browser: what a reader gets, in both languages, on a wide screen and on a
//! narrow one. Skipped where there is no Chromium, except in CI.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it fails, and says why it was skipped"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Chromium is, by `CHROMIUM` or in its usual places.
fn chromium() -> Option<PathBuf> {
    let asked = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["chromium", "chromium-browser", "google-chrome"]
        .map(|name| Path::new("/usr/bin").join(name));
    let found = asked.into_iter().chain(usual).find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI must have a Chromium: set CHROMIUM");
        eprintln!("no Chromium found: the report is not looked at; set CHROMIUM to its path");
    }
    found
}

/// Writes the example town's report.
fn report(lang: &str, to: &Path) {
    let out = Command::new(env!("CARGO_BIN_EXE_empreinte"))
        .args(["report", "inventories/mairie-exemple", "--year", "2025", "--lang", lang, "--out"])
        .arg(to)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// The page's tree as the browser has it, in a window of that width, in CSS pixels.
fn dom(chromium: &Path, page: &Path, profile: &Path, width: u32) -> String {
    dom_with(chromium, page, profile, width, &[])
}

/// The same, of a browser told more.
fn dom_with(chromium: &Path, page: &Path, profile: &Path, width: u32, more: &[&str]) -> String {
    let out = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--virtual-time-budget=2000",
        ])
        .args(more)
        .arg(format!("--window-size={width},1400"))
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("`{from}` is not there")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("`{to}` is not there")).0
}

fn rows(dom: &str, id: &str) -> u64 {
    between(dom, &format!("id=\"{id}\" value=\""), "\"").parse().unwrap()
}

#[test]
fn a_reader_gets_the_whole_report_in_both_languages() {
    let Some(chromium) = chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (lang, missing) in
        [("fr", "Le total ne comprend pas"), ("en", "The total does not include")]
    {
        let page = folder.path().join(format!("{lang}.html"));
        report(lang, &page);
        let dom = dom(&chromium, &page, &folder.path().join("profile"), 1100);
        assert!(dom.contains(&format!("<html lang=\"{lang}\">")));
        assert!(between(&dom, "<h1>", "</h1>").contains("Mairie de Valbourg"));
        assert_eq!(
            dom.matches("<svg ").count(),
            14 + 7,
            "seven charts, the change of the year among them, each on a wide and a narrow sheet; and a small one a commitment"
        );
        for sheet in ["on-wide", "on-narrow"] {
            let named = format!("<svg role=\"img\" class=\"{sheet}\" aria-labelledby=");
            assert_eq!(dom.matches(&named).count(), 7);
        }
        assert!(dom.contains(missing), "what is missing is said");
        assert!(!dom.contains("NaN") && !dom.contains("Infinity"));
        let parts = ["rows-kept", "rows-rejected", "rows-out-of-scope", "rows-merged"];
        let sum: u64 = parts.into_iter().map(|id| rows(&dom, id)).sum();
        assert_eq!(rows(&dom, "rows-read"), sum, "the rows add up");
    }
}

/// The report itself has no script; this one is added to a copy and measures it.
const MEASURE: &str = "<script>addEventListener('load', () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const page = document.documentElement;
  const shown = [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width);
  const sizes = shown.flatMap(svg => {
    const by = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return [...svg.querySelectorAll('text')].map(text => by * parseFloat(getComputedStyle(text).fontSize));
  });
  const texts = [...document.querySelectorAll('svg')].map(svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
      const own = text.getBoundingClientRect();
      return own.left < box.left - 1 || box.right + 1 < own.right || box.bottom + 1 < own.bottom;
    }).length;
  });
  page.dataset.overflow = page.scrollWidth - page.clientWidth;
  page.dataset.clipped = texts.reduce((a, b) => a + b, 0);
  page.dataset.requests = performance.getEntriesByType('resource').length;
  page.dataset.charts = shown.length;
  page.dataset.smallest = Math.floor(Math.min(...sizes));
  if (parent !== window) parent.postMessage({...page.dataset}, '*');
});</script></body>";

/// A page that holds another in a frame of that width, and takes over what it measured.
fn framing(page: &Path, width: u32) -> String {
    format!(
        "<!DOCTYPE html><iframe src=\"file://{}\" width={width} height=1400></iframe><script>addEventListener('message', heard => Object.assign(document.documentElement.dataset, heard.data))</script>",
        page.display()
    )
}

#[test]
fn nothing_is_cut_off_and_nothing_is_fetched() {
    let Some(chromium) = chromium() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("rapport.html");
    report("fr", &page);
    let whole = std::fs::read_to_string(&page).unwrap();
    assert!(!whole.contains("<script"), "the report has no script");
    std::fs::write(&page, whole.replace("</body>", MEASURE)).unwrap();
    for width in [1280, 640, 390, 320] {
        // No window is that narrow: a frame is.
        let framed = folder.path().join("framed.html");
        std::fs::write(&framed, framing(&page, width)).unwrap();
        let shown = if width < 500 { &framed } else { &page };
        let dom = dom(&chromium, shown, &folder.path().join("profile"), width);
        assert_eq!(between(&dom, "data-charts=\"", "\""), "14", "at {width} pixels");
        let smallest: u32 = between(&dom, "data-smallest=\"", "\"").parse().unwrap();
        // Charts are drawn for 390 pixels, and a narrower page shrinks them.
        let least = if width < 390 { 8 } else { 9 };
        assert!(smallest >= least, "texts of charts of {smallest} pixels at {width}");
        assert_eq!(between(&dom, "data-overflow=\"", "\""), "0", "at {width} pixels");
        assert_eq!(
            between(&dom, "data-clipped=\"", "\""),
            "0",
            "texts of charts at {width} pixels"
        );
        assert_eq!(between(&dom, "data-requests=\"", "\""), "0");
    }
}

/// Where axe-core is: the script that its package on npm ships; `.ci/axe` lays it there.
fn axe() -> Option<String> {
    let given = std::env::var_os("AXE").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/axe.min.js");
    let found = given.into_iter().chain([usual]).find(|path| path.is_file());
    if found.is_none() {
        eprintln!("no axe-core found: accessibility is not checked; run .ci/axe");
    }
    found.map(|path| std::fs::read_to_string(path).unwrap())
}

/// Asks axe of the whole page, every fold open, and leaves what it found on the page.
const ASK_AXE: &str = "<script>addEventListener('load', async () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const found = await axe.run(document, {resultTypes: ['violations'], iframes: false});
  const page = document.documentElement;
  page.dataset.axe = found.violations.map(one =>
    one.id + ' × ' + one.nodes.length + ' : ' + one.nodes[0].target.join(' ')).join('; ');
  page.dataset.passes = found.passes.length;
  page.dataset.scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  page.dataset.forced = matchMedia('(forced-colors: active)').matches;
  page.dataset.stops = document.querySelectorAll('a[href], summary, [tabindex=\"0\"]').length;
  page.dataset.traps = document.querySelectorAll('[tabindex]:not([tabindex=\"0\"]):not([tabindex=\"-1\"])').length;
  if (parent !== window) parent.postMessage({...page.dataset}, '*');
});</script></body>";

/// Zero violations, on a wide screen, a phone and at 400 %, in the dark, in forced colours. Skipped
/// where there is no axe-core.
#[test]
fn axe_finds_nothing() {
    let (Some(chromium), Some(axe)) = (chromium(), axe()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    let ask = format!("<script>{axe}</script>{ASK_AXE}");
    // What it looks for, it finds.
    let wrong = folder.path().join("wrong.html");
    std::fs::write(&wrong, format!("<html><body><img src=\"data:,\">{ask}")).unwrap();
    let wrong = dom_with(&chromium, &wrong, &profile, 1280, &["--virtual-time-budget=60000"]);
    assert!(between(&wrong, "data-axe=\"", "\"").contains("image-alt"));
    for lang in ["fr", "en"] {
        let page = folder.path().join(format!("{lang}.html"));
        report(lang, &page);
        let whole = std::fs::read_to_string(&page).unwrap();
        std::fs::write(&page, whole.replace("</body>", &ask)).unwrap();
        // A screen zoomed to 400 % is 320 pixels wide.
        for (width, scheme, forced) in [
            (1280, "light", false),
            (390, "light", false),
            (320, "light", false),
            (1280, "dark", false),
            (1280, "light", true),
        ] {
            let framed = folder.path().join("framed.html");
            std::fs::write(&framed, framing(&page, width)).unwrap();
            let shown = if width < 500 { &framed } else { &page };
            let settings = format!(
                "--blink-settings=preferredColorScheme={},inForcedColors={forced}",
                u8::from(scheme == "light")
            );
            let more = ["--virtual-time-budget=60000", &settings];
            let dom = dom_with(&chromium, shown, &profile, width, &more);
            let at = format!("{lang}, {width} pixels, {scheme}, forced colours {forced}");
            assert_eq!(between(&dom, "data-axe=\"", "\""), "", "{at}");
            assert_eq!(between(&dom, "data-scheme=\"", "\""), scheme, "{at}");
            assert_eq!(between(&dom, "data-forced=\"", "\""), forced.to_string(), "{at}");
            let passes: u32 = between(&dom, "data-passes=\"", "\"").parse().unwrap();
            assert!(passes > 20, "axe looked at the page: {passes} rules, {at}");
            // All that can be opened or followed is reached by the keyboard, in the page's order.
            let stops: u32 = between(&dom, "data-stops=\"", "\"").parse().unwrap();
            assert!(stops > 20, "{stops}, {at}");
            assert_eq!(between(&dom, "data-traps=\"", "\""), "0", "{at}");
        }
    }
}
