//! What became of the figures of a sentence.

use ground::lang::Text;

/// The rule of figures, which has no pattern.
pub(super) const FIGURES: &str = "figure";
/// The rule that two figures compare.
pub(super) const COMPARISON: &str = "comparison";

/// What became of a figure.
pub(super) enum HeldFigure {
    Shown,
    /// The run says nothing of the thing that it is told of.
    Unknown(Text),
    Refused(&'static str, Text),
}

/// What a sentence's figures are worth.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// The rules that refuse some.
    pub(super) codes: Vec<&'static str>,
    pub(super) notes: Vec<Text>,
    /// Figures that the run shows, and figures that it says nothing of.
    pub(super) shown: usize,
    pub(super) unknown: usize,
    /// Whether an interval is told.
    pub(super) interval: bool,
    /// Whether a change, or a passage from one year's figure to another's, is shown.
    pub(super) changed: bool,
    /// Whether a declared base is told, which has neither a run's year nor an interval.
    pub(super) declared: bool,
}

impl Holding {
    pub(super) fn add_some(&mut self, held: Option<HeldFigure>) {
        if let Some(held) = held {
            self.add(held);
        }
    }

    pub(super) fn add(&mut self, held: HeldFigure) {
        match held {
            HeldFigure::Shown => self.shown += 1,
            HeldFigure::Unknown(note) => {
                self.unknown += 1;
                self.notes.push(note);
            }
            HeldFigure::Refused(code, note) => {
                self.codes.push(code);
                self.notes.push(note);
            }
        }
    }
}
