//! Colours: what a page's style names, resolved as light paper shows them.

use scraper::ElementRef;
use std::collections::BTreeMap;

/// What `currentColor` is on paper.
const INK: &str = "#1f2933";
/// How deep a colour may name another.
const DEPTH: usize = 8;

/// The style of a page.
#[derive(Debug, Default)]
pub(super) struct Colours {
    /// Custom properties as they are first said: those of light, dark comes after.
    named: BTreeMap<String, String>,
    /// The page's rules, for its drawings.
    style: String,
}

impl Colours {
    pub(super) fn of(root: ElementRef<'_>) -> Self {
        let style: String = root
            .descendent_elements()
            .filter(|element| element.value().name() == "style")
            .flat_map(|element| element.text())
            .collect();
        let style = without_conditions(&style);
        let mut colours = Self::default();
        for (at, _) in style.match_indices("--") {
            let said = style[at..].split([';', '}']).next().unwrap_or("");
            if let Some((name, value)) = said.split_once(':') {
                let is_name = |letter: char| letter.is_alphanumeric() || letter == '-';
                if name.trim().chars().all(is_name) {
                    let value = value.trim().to_owned();
                    colours.named.entry(name.trim().to_owned()).or_insert(value);
                }
            }
        }
        colours.style = colours.plain(&style);
        colours
    }

    /// The rules of the page, every colour by its value.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    /// A value with no name of a colour left in it.
    pub(super) fn plain(&self, value: &str) -> String {
        let mut value = value.replace("currentColor", INK).replace("currentcolor", INK);
        for _ in 0..DEPTH {
            let Some(at) = value.find("var(") else { break };
            let Some(end) = closing(&value[at + 3..]) else { break };
            let inside = &value[at + 4..at + 3 + end];
            let (name, otherwise) = inside.split_once(',').unwrap_or((inside, INK));
            let found = self.named.get(name.trim()).map_or(otherwise.trim(), String::as_str);
            let before = value[..at].to_owned();
            value = format!("{before}{found}{}", &value[at + 4 + end..]);
        }
        value
    }

    /// The first colour that a style gives, as `#rrggbb` or `#rgb`.
    pub(super) fn first(&self, style: &str) -> Option<String> {
        let style = self.plain(style);
        let at = style.find('#')?;
        let digits: String =
            style[at + 1..].chars().take_while(char::is_ascii_hexdigit).take(6).collect();
        match digits.len() {
            6 => Some(format!("#{digits}")),
            3..=5 => Some(format!("#{}", &digits[..3])),
            _ => None,
        }
    }
}

/// Where the bracket closes that a text opens with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// A style without its at-rules: those of print, of narrow screens, of the dark.
fn without_conditions(style: &str) -> String {
    let mut out = String::new();
    let mut rest = style;
    while let Some(at) = rest.find('@') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        if !rest[end..].starts_with('{') {
            rest = rest.get(end + 1..).unwrap_or("");
            continue;
        }
        let mut depth = 0_usize;
        let closed = rest.char_indices().find(|(_, letter)| {
            depth = match letter {
                '{' => depth + 1,
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            *letter == '}' && depth == 0
        });
        rest = closed.and_then(|(at, _)| rest.get(at + 1..)).unwrap_or("");
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    fn colours() -> Colours {
        let page = Html::parse_document(
            "<style>:root { --ink: #111111; --deep: var(--ink); } svg .bar { fill: var(--deep) }\
             @media (prefers-color-scheme: dark) { :root { --ink: #eeeeee; } .x { color: red } }\
             @import url(x); p { color: var(--ink) }</style>",
        );
        Colours::of(page.root_element())
    }

    #[test]
    fn names_of_colours_are_those_of_light() {
        let colours = colours();
        assert_eq!(colours.plain("var(--deep)"), "#111111");
        assert_eq!(colours.plain("stroke:var(--none, rgb(1,2,3));x"), "stroke:rgb(1,2,3);x");
        assert_eq!(colours.plain("currentColor"), INK);
        assert_eq!(colours.plain("var(--ink"), "var(--ink");
        assert_eq!(colours.first("background:var(--ink)").as_deref(), Some("#111111"));
        assert_eq!(colours.first("background: red"), None);
    }

    #[test]
    fn drawings_keep_the_rules_of_light_paper_alone() {
        let style = colours().style().to_owned();
        assert!(style.contains("svg .bar { fill: #111111 }"), "{style}");
        assert!(style.contains("p { color: #111111 }"), "{style}");
        assert!(!style.contains("dark") && !style.contains("red") && !style.contains("import"));
    }
}
