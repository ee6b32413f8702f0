//! The years of an estate, each walked once: for its indicators, and for what changed between two.

use super::args::Meant;
use super::terminal;
use empreinte::change::{Change, Changes, YearPair};
use empreinte::fault::Fault;
use empreinte::indicator::{GatherOptions, Gathered};
use empreinte::lang::Lang;
use empreinte::report::has_figure;
use empreinte::walk::Intake;
use std::collections::BTreeMap;

/// What changed in each pair of years of which both have a figure, or why it cannot be told.
pub(super) type ChangedYears = BTreeMap<YearPair, Result<Change, Fault>>;

/// Gathers the estate up to its year, as it is asked for, with the changes wanted, and with what
/// other pairs of years both hold.
pub(super) fn walked<'m>(
    meant: &'m Meant,
    options: &GatherOptions,
    pairs: impl IntoIterator<Item = YearPair>,
    held: Vec<YearPair>,
    heard: impl FnMut(u64, u64),
) -> Result<(Gathered<'m>, ChangedYears), Fault> {
    let (estate, set, method) = (&meant.estate, &meant.set, &meant.method);
    let mut beside = Changes::wanted(set, pairs).holding(held);
    let mut gathered = Gathered::read_beside(estate, set, method, options, &mut beside, heard)?;
    gathered.both = beside.both();
    let mut changed = beside.told();
    changed.retain(|(from, to), _| {
        let figured = |year| gathered.years.get(year).is_some_and(|rows| has_figure(&rows.outcome));
        figured(from) && figured(to)
    });
    Ok((gathered, changed))
}

/// Each year that has an inventory and the next, up to the year asked for.
pub(super) fn consecutive(meant: &Meant) -> Vec<YearPair> {
    let mut years = meant.estate.years();
    years.retain(|year| *year <= meant.options.year.year);
    years.sort_unstable();
    years.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// The year before that has an inventory, and the year itself, where both have one.
pub(super) fn last_pair(meant: &Meant) -> Option<YearPair> {
    let (years, year) = (meant.estate.years(), meant.options.year.year);
    let before = years.iter().copied().filter(|known| *known < year).max()?;
    years.contains(&year).then_some((before, year))
}

/// Says the columns that were left unread and could move the figures.
pub(super) fn say_columns_unread(intake: &Intake, lang: Lang) {
    for (input, found) in intake.columns_unread() {
        let (name, said) = (input.path.display(), found.say());
        terminal::say(&format!("{name}{}{}", lang.colon(), said.say(lang)));
    }
}

/// As [`say_columns_unread`], of the year that is meant.
pub(super) fn say_unread_of(gathered: &Gathered<'_>, meant: &Meant, lang: Lang) {
    if let Some(rows) = gathered.years.get(&meant.options.year.year) {
        say_columns_unread(&rows.outcome.intake, lang);
    }
}
