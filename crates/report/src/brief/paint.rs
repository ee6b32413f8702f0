//! Lines as wide as a terminal, bold and with bars where one is there.

use ground::fault::harmless;
use ground::lang::{COLUMNS, wrap};

/// How far the lines that go on are set back.
const BACK: usize = 4;
/// The columns of the longest bar.
const BAR: usize = 16;

/// What the terminal shows beside plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paint {
    /// Bold letters.
    pub bold: bool,
    /// Bars.
    pub bars: bool,
}

impl Paint {
    /// A bar of a share (0 to 1) of the longest; empty where none are shown.
    pub(super) fn bar(self, share: f64) -> String {
        if !self.bars || share <= 0.0 {
            return String::new();
        }
        // Between nothing and the longest: never cut, never below zero.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 16")]
        let columns = (share.min(1.0) * BAR as f64).round() as usize;
        "█".repeat(columns.max(1))
    }
}

/// Lines, each cut to the width.
#[derive(Debug, Default)]
pub(super) struct PaintedLines(Vec<(String, bool)>);

impl PaintedLines {
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.0.push((fit(line.as_ref(), COLUMNS), false));
    }

    pub(super) fn bold(&mut self, line: impl AsRef<str>) {
        self.0.push((fit(line.as_ref(), COLUMNS), true));
    }

    pub(super) fn blank(&mut self) {
        self.0.push((String::new(), false));
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn print(&self, paint: Paint) -> String {
        let mut out = String::new();
        for (line, bold) in &self.0 {
            // What a line says does nothing to a terminal; that it is bold is ours.
            let line = harmless(line.trim_end());
            if *bold && paint.bold {
                out.extend(["\u{1b}[1m", &*line, "\u{1b}[0m\n"]);
            } else {
                out += &line;
                out.push('\n');
            }
        }
        out
    }
}

/// A text on as many lines as it takes, all but the first set back, cut between words.
pub(super) fn folded(text: &str) -> Vec<String> {
    let indent = text.len() - text.trim_start().len();
    let mut lines = wrap(text, COLUMNS - indent - BACK);
    for (at, line) in lines.iter_mut().enumerate() {
        let back = if at == 0 { indent } else { indent + BACK };
        line.insert_str(0, &" ".repeat(back));
    }
    lines
}

/// A text on one line of so many columns at most, an ellipsis where it is cut; what a terminal
/// would take for an order is left out.
pub(super) fn fit(text: &str, columns: usize) -> String {
    let letters: Vec<char> =
        text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
    let all: usize = letters.iter().copied().map(width).sum();
    if all <= columns {
        return letters.into_iter().collect();
    }
    let mut out = String::new();
    let mut taken = 1;
    for letter in letters {
        taken += width(letter);
        if taken > columns {
            break;
        }
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The columns of a letter: two of those of East Asia and of pictures, none of a combining mark.
fn width(letter: char) -> usize {
    match letter {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_never_wider_than_the_terminal() {
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit("ab cd", 4), "ab…");
        assert_eq!(fit("情報機器の一覧", 7), "情報機…");
        assert_eq!(fit("a\nb\u{1b}[1m", 20), "a b[1m");
    }

    #[test]
    fn what_is_long_goes_on_below_its_start() {
        let long = format!("  ab {}", "mot ".repeat(30));
        let lines = folded(&long);
        assert!(lines.len() == 2 && lines.iter().all(|line| line.chars().count() <= COLUMNS));
        assert!(lines[0].starts_with("  ab mot") && lines[1].starts_with("      mot"));
        assert_eq!(folded("court"), ["court"]);
    }

    #[test]
    fn bold_and_bars_are_for_terminals_alone() {
        let mut page = PaintedLines::default();
        page.bold("total");
        assert_eq!(page.print(Paint::default()), "total\n");
        assert_eq!(page.print(Paint { bold: true, bars: false }), "\u{1b}[1mtotal\u{1b}[0m\n");
        // What turns the text of a terminal, or more, is told and not done.
        let mut hurt = PaintedLines::default();
        hurt.bold("DSI \u{1b}[2J\u{202e}");
        let shown = hurt.print(Paint { bold: true, bars: false });
        assert_eq!(shown, "\u{1b}[1mDSI [2J\\u{202e}\u{1b}[0m\n");
        assert_eq!(Paint::default().bar(1.0), "");
        let bars = Paint { bold: false, bars: true };
        assert_eq!(bars.bar(0.5).chars().count(), 8);
        assert_eq!(bars.bar(0.001).chars().count(), 1);
        assert_eq!(bars.bar(0.0), "");
    }
}
