//! Life-cycle stages as people are shown them: what sources give together is no stage of its own.

use footprint::Sums;
use ground::lang::{Lang, Text};
use ground::quantity::Interval;
use ground::stage::Stage;
use ground::text;

/// A column of figures, or a line of stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageColumn {
    /// All stages but use, where some sources give them together.
    Embodied,
    /// A stage that sources tell apart; of the embodied ones, part of them.
    Stage {
        /// The stage.
        stage: Stage,
        /// Whether it is a part of [`StageColumn::Embodied`].
        within: bool,
    },
}

/// The columns of a footprint's figures: where sources give stages together, their sum, then what
/// is told apart; a stage without figure anywhere has none. A making that is not known has one, as
/// use has, where the method counts it.
pub fn columns(totals: &Sums, counts_use: bool) -> Vec<StageColumn> {
    let unknown =
        totals.embodied(0) == Interval::ZERO && totals.figure(0, Stage::Embodied).is_none();
    let together = is_together(totals) || unknown;
    let apart = [Stage::Manufacturing, Stage::Distribution, Stage::EndOfLife, Stage::Use];
    let apart = apart
        .into_iter()
        .filter(|stage| match stage {
            Stage::Use => counts_use,
            stage => totals.stage(0, *stage) != Interval::ZERO,
        })
        .map(|stage| StageColumn::Stage { stage, within: together && stage != Stage::Use });
    together.then_some(StageColumn::Embodied).into_iter().chain(apart).collect()
}

/// Whether some sources give the embodied stages together.
pub fn is_together(totals: &Sums) -> bool {
    totals.stage(0, Stage::Embodied) != Interval::ZERO
}

impl StageColumn {
    /// Its part of sums.
    pub fn of(self, sums: &Sums, criterion: usize) -> Interval {
        match self {
            Self::Embodied => sums.embodied(criterion),
            Self::Stage { stage, .. } => sums.stage(criterion, stage),
        }
    }

    /// The same; `None` where it is not known, as of a stage that sources give with others.
    pub fn known(self, sums: &Sums, criterion: usize) -> Option<Interval> {
        match self {
            Self::Stage { stage, .. } => sums.figure(criterion, stage),
            Self::Embodied => {
                let known = sums.figure(criterion, Stage::Embodied).is_some();
                let sum = sums.embodied(criterion);
                (known || sum != Interval::ZERO).then_some(sum)
            }
        }
    }

    /// Whether it adds up with the others to the total: parts of another column do not.
    pub fn adds_up(self) -> bool {
        !matches!(self, Self::Stage { within: true, .. })
    }

    /// Its name.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Embodied => lang
                .label("de la fabrication à la fin de vie", "manufacturing to end of life")
                .to_owned(),
            Self::Stage { stage, within: true } => {
                text!("dont {}", "of which {}", stage.label(lang)).say(lang).to_owned()
            }
            Self::Stage { stage, .. } => stage.label(lang).to_owned(),
        }
    }
}

/// What a table must say where sources give stages together, `sum` being how much; nothing where
/// they do not.
pub fn together(totals: &Sums, sum: &str) -> Option<Text> {
    is_together(totals).then(|| {
        text!(
            "Certaines sources donnent ensemble la fabrication, la distribution et la fin de vie : {sum} ne se répartissent pas entre elles.",
            "Some sources give manufacturing, distribution and end of life together: {sum} cannot be shared out among them."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(amounts: &[(Stage, f64)]) -> Sums {
        let mut sums = Sums::zero(1);
        for (stage, amount) in amounts {
            sums.add(0, *stage, Interval::exact(*amount));
        }
        sums
    }

    #[test]
    fn columns_that_add_up_make_the_total_whatever_sources_give() {
        let cases = [
            vec![(Stage::Manufacturing, 3.0), (Stage::Use, 2.0)],
            vec![(Stage::Embodied, 3.0), (Stage::Use, 2.0)],
            vec![
                (Stage::Embodied, 3.0),
                (Stage::Manufacturing, 4.0),
                (Stage::Distribution, 1.0),
                (Stage::EndOfLife, -0.5),
                (Stage::Use, 2.0),
            ],
        ];
        for case in cases {
            let sums = sums(&case);
            let columns = columns(&sums, true);
            let sum: f64 =
                columns.iter().filter(|one| one.adds_up()).map(|one| one.of(&sums, 0).value).sum();
            assert!((sum - sums.total(0).value).abs() < 1e-9, "{case:?}");
            assert!(
                columns.iter().all(|one| !one.label(Lang::Fr).contains("non détaillée")),
                "no stage of its own"
            );
        }
    }
}
