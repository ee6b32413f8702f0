//! What an explanation is written from, and the line that each starts with.

use super::corner::Corners;
use super::exact;
use crate::Story;
use equipment::Names;
use equipment::estate::Datacentre;
use footprint::impact::Kernel;
use ground::fault::Fault;
use ground::lang::Lang;
use ground::text;
use std::fmt::Write;

/// What the explanation of a sum is written from.
pub struct Explained<'a> {
    /// The year's footprint.
    pub story: &'a Story<'a>,
    /// The arithmetic it was made with.
    pub kernel: &'a Kernel<'a>,
    /// Its lines.
    pub corners: &'a Corners,
    /// Which name each number of a site or an entity stands for.
    pub names: (&'a Names, &'a Names),
    /// The datacentres of the year, in their order.
    pub centres: &'a [Datacentre],
}

/// An explanation as it is written, or why it cannot be.
pub(super) type WrittenSum = Result<std::fmt::Result, Fault>;

/// A title with its figure: `laptop · 2025 = 3429.27 kgCO2e, 14% of the total`.
pub(super) fn title(
    out: &mut String,
    all: &Explained<'_>,
    name: &str,
    value: f64,
    lang: Lang,
) -> std::fmt::Result {
    let story = all.story;
    let whole = story.outcome.footprint.totals.total(0).value;
    let of = if whole == 0.0 { 0.0 } else { value / whole };
    writeln!(
        out,
        "{name} · {} = {} {}{}",
        story.year.year,
        exact(lang, value),
        story.outcome.footprint.criteria[0].unit,
        text!(", {} du total", ", {} of the total", lang.percent(of)).say(lang).to_owned()
    )
}
