//! What of a scenario may as well go the other way, and what cost nobody says.

use change::scenario::{Outlook, Played};
use ground::lang::Lang;
use ground::text;
use std::fmt::Write;

/// Says of which levers the difference may as well be a rise as a fall, and that costs are not all
/// said.
pub(super) fn unsure(out: &mut String, outlook: &Outlook, lang: Lang) -> std::fmt::Result {
    let named = |one: &Played| one.said.join(" + ");
    let either: Vec<String> =
        outlook.alone.iter().filter(|one| one.may_go_either_way()).map(named).collect();
    if !either.is_empty() {
        let levers = lang.list(either.iter().map(String::as_str));
        let said = text!(
            "pas sûr dans quel sens, l'intervalle allant de la baisse à la hausse : {levers}",
            "which way is not certain, the interval going from a fall to a rise: {levers}"
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    let together = &outlook.together;
    if together.said.len() > 1 && together.may_go_either_way() {
        let said = text!(
            "pas sûr dans quel sens : tous les leviers ensemble",
            "which way is not certain: all levers together"
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    if together.cost_eur.is_some() && !together.is_cost_whole {
        let uncosted: Vec<String> =
            outlook.alone.iter().filter(|one| one.cost_eur.is_none()).map(named).collect();
        let levers = lang.list(uncosted.iter().map(String::as_str));
        let said = text!(
            "sans coût dit, l'ensemble n'est donc pas rapporté à l'euro : {levers}",
            "of no cost told, so that the whole is not told by euro: {levers}"
        );
        writeln!(out, "{}", said.say(lang))?;
    }
    Ok(())
}
