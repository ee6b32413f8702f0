//! What a cell names along with the machine: what comes in its box, what it also does.
//!
//! `PC + clavier + souris` is a computer, `Écran/clavier/souris` a screen, and a printer that scans
//! prints.

use super::beside::{equipment_of, is_in_the_box};
use super::model::{ModelRank, ToldByModel};
use super::outside::{Outside, Thing, Types};
use super::phrase::{PhraseReading, PhraseSays, descends, narrows};
use super::weigh::KindWeigher;
use super::words::GapBefore;
use factor::TypeKind;

/// What a model says along with the machine, which is no model of it.
pub(super) struct Along {
    /// Whether it says nothing else: the word and the model contradict each other.
    pub(super) alone: bool,
}

impl KindWeigher {
    /// Whether a model tells what goes along with the thing that the word states.
    pub(super) fn goes_along(
        &self,
        word: &PhraseReading,
        told: &ToldByModel,
        model: &str,
    ) -> Option<Along> {
        let stated = kinds_of(&word.says);
        let types = &self.types;
        let is_machine =
            |kind: &Thing| matches!(kind, Thing::Type(_)) && !comes_along(*kind, types);
        let is_stated = |kind: Thing| stated.iter().any(|one| descends(kind, *one, types));
        if !matches!(told.rank, ModelRank::Part | ModelRank::Word) || stated.is_empty() {
            return None;
        }
        // Of one or the other (`PC portable/tablette`), a word in the same cell tells neither.
        if word.heard.contains(" / ") && word.heard == self.read(model).heard {
            return matches!(word.says, PhraseSays::Class(_)).then_some(Along { alone: false });
        }
        if is_stated(told.kind) {
            return None;
        }
        let named = kinds_of(&self.read(model).says);
        // A product that a maker calls so is what it is: a `Smart Folio` is no tablet.
        let is_product = matches!(told.kind, Thing::Outside(_)) && told.rank == ModelRank::Part;
        let is_first = !named.is_empty() && named.iter().all(|kind| is_stated(*kind));
        if !is_product
            && comes_along(told.kind, types)
            && (is_first || stated.iter().all(is_machine))
        {
            let first = model.split(['+', '/', '(', ',', '&']).next().unwrap_or(model);
            let first = kinds_of(&self.read(first).says);
            let alone = !first.is_empty() && !first.iter().any(is_machine) && !is_first;
            // `Antenne interne` below the word of a switch is the aerial, and no switch.
            let is_other = alone && matches!(told.kind, Thing::Outside(_));
            return (!is_other).then_some(Along { alone });
        }
        let prints = |kinds: &[Thing]| kinds.iter().any(|kind| types.prints(*kind));
        // `Imprimante multifonction (scanner, fax)`: what it is comes first.
        (prints(&stated) && scans(told.kind, types) && prints(&named))
            .then_some(Along { alone: false })
    }
}

/// Whether what is said behind something named before goes along with it: a mouse with a screen, a
/// scanner with a printer.
pub(super) fn is_along(before: &PhraseSays, behind: &PhraseSays, types: &Types) -> bool {
    let (first, second) = (kinds_of(before), kinds_of(behind));
    let along = |kind: &Thing| comes_along(*kind, types);
    let machine = |kind: &Thing| matches!(kind, Thing::Type(_)) && !along(kind);
    let all =
        |kinds: &[Thing], is: &dyn Fn(&Thing) -> bool| !kinds.is_empty() && kinds.iter().all(is);
    let in_box = all(&first, &machine)
        && all(&second, &|kind| matches!(kind, Thing::Type(_)) && along(kind));
    let copies = |kind: &Thing| types.named("photocopier") == Some(*kind);
    let also_scans = all(&first, &|kind| types.prints(*kind))
        && all(&second, &|kind| scans(*kind, types) || copies(kind));
    in_box || also_scans
}

/// Whether a kind of thing comes with a machine: in its box, or as an accessory.
fn comes_along(kind: Thing, types: &Types) -> bool {
    match kind {
        Thing::Type(id) => is_in_the_box(types.code(id)),
        Thing::Outside(outside) => outside == Outside::Accessory,
    }
}

/// Whether a kind is of printing and prints nothing.
fn scans(kind: Thing, types: &Types) -> bool {
    matches!(kind, Thing::Type(id) if types.kind(id) == Some(TypeKind::Printing))
        && !types.prints(kind)
}

fn kinds_of(says: &PhraseSays) -> Vec<Thing> {
    match says {
        PhraseSays::One(kind) | PhraseSays::Usual(kind, _) => vec![*kind],
        PhraseSays::Class(kinds) => kinds.clone(),
        PhraseSays::Silent | PhraseSays::Unknown => Vec::new(),
    }
}

/// One or the other: what they have in common, else either; `None` where one is a sort of the other.
pub(super) fn alternatives(
    first: &PhraseSays,
    second: &PhraseSays,
    types: &Types,
) -> Option<PhraseSays> {
    if let (PhraseSays::One(Thing::Outside(_)), PhraseSays::One(Thing::Outside(_))) =
        (first, second)
    {
        return Some(first.clone());
    }
    let mut all = kinds_of(first);
    all.extend(kinds_of(second));
    // « imprimante / scanner »: what it is first, and also does.
    let printing = |kind: &Thing| matches!(kind, Thing::Type(id) if types.kind(*id) == Some(TypeKind::Printing));
    if all.iter().all(printing) {
        return Some(PhraseSays::Usual(all[0], all));
    }
    if narrows(second, first, types) {
        return None;
    }
    if narrows(first, second, types) {
        return Some(first.clone());
    }
    Some(PhraseSays::Class(all))
}

/// What a list of three things or more between slashes is, where all are known: the first, where
/// others are of another trade (`PC/imprimante/téléphone`), else any of them (`Switch/routeur/NAS`);
/// `None` where one may be a sort of another.
pub(super) fn of_a_list(
    parts: &[(GapBefore, PhraseReading)],
    types: &Types,
) -> Option<PhraseReading> {
    let ((_, first), others) = parts.split_first()?;
    if others.len() < 2 || others.iter().any(|(gap, _)| *gap != GapBefore::Or) {
        return None;
    }
    let all: Vec<Thing> =
        parts.iter().map(|(_, part)| equipment_of(&part.says)).collect::<Option<_>>()?;
    let sorts =
        |one: Thing, other: Thing| descends(one, other, types) || descends(other, one, types);
    if all[1..].iter().any(|other| !sorts(all[0], *other) && !types.same_trade(all[0], *other)) {
        return Some(first.clone());
    }
    let mut pairs = all
        .iter()
        .enumerate()
        .flat_map(|(at, one)| all[at + 1..].iter().map(move |other| (*one, *other)));
    let prints = all.iter().any(|kind| types.prints(*kind));
    if prints || pairs.any(|(one, other)| sorts(one, other)) {
        return None;
    }
    let heard: Vec<&str> = parts.iter().map(|(_, part)| part.heard.as_str()).collect();
    let heard = heard.join(" / ");
    Some(PhraseReading { says: PhraseSays::Class(all), heard, doubt: false, is_code: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Clues, KindAnswer};
    use factor::FactorSet;
    use ground::provenance::Assumption;

    #[test]
    fn what_goes_along_with_a_machine_never_makes_it() {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::new(&set).unwrap();
        let mut wrong = Vec::new();
        for (word, model, expected) in [
            ("PC fixe", "PC + clavier + souris", "desktop"),
            ("PC fixe", "OptiPlex + clavier + souris", "desktop"),
            ("PC fixe", "HP + souris", "desktop"),
            ("PC fixe", "Unité centrale, clavier et souris", "desktop"),
            ("PC fixe", "clavier AZERTY", "desktop"),
            ("PC fixe", "souris", "desktop!"),
            ("PC fixe", "clavier et souris sans fil", "desktop"),
            ("PC portable", "Dell + sacoche", "laptop"),
            ("PC portable", "sacoche + souris", "laptop!"),
            ("PC portable", "Latitude 5420 + souris + sacoche", "laptop"),
            ("Écran", "Écran et clavier", "monitor"),
            ("Écran", "câble HDMI", "monitor!"),
            ("Serveur", "clavier + écran KVM", "server!"),
            ("Tablette", "iPad (9) + étui", "tablet"),
            ("Souris", "Logitech M185", "mouse"),
            ("Clavier", "PC + clavier", "keyboard"),
            ("Accessoire", "souris", "pc_accessory!"),
            ("", "souris", "mouse"),
            ("Écran/clavier/souris", "", "monitor"),
            ("PC/clavier/souris", "", "desktop"),
            ("PC portable/souris", "", "laptop"),
            ("Tablette/clavier", "", "tablet"),
            ("Clavier/souris", "", "keyboard"),
            ("PC/imprimante/téléphone", "", "desktop"),
            ("Écran/imprimante", "", "?"),
            ("Switch/routeur/pare-feu", "", "?"),
            ("PC portable/fixe/tablette", "", "?"),
            ("Imprimante multifonction (scanner, fax)", "", "printer_laser"),
            ("Imprimante, scanner, copieur", "", "printer_laser"),
            ("Imprimante (scanner)", "", "printer_laser"),
            ("Imprimante + scanner", "", "printer_laser"),
            ("Imprimante/scanner", "", "printer_laser"),
            ("Copieur/scanner", "", "photocopier"),
            ("Imprimante", "Multifonction (scanner, fax)", "printer_laser"),
            ("Imprimante", "LaserJet (scanner)", "printer_laser"),
            ("Imprimante", "scanner", "scanner"),
            ("Photocopieur", "Copieur / scanner", "photocopier"),
            ("Scanner", "ScanJet", "scanner"),
            ("Scanner", "imprimante", "scanner"),
        ] {
            for model in if model.is_empty() { vec!["", word] } else { vec![model] } {
                let clues = Clues { word, model, maker: "", system: "", serial: b"" };
                let verdict = kinds.weigh(&clues).verdict;
                let code = match verdict.answer {
                    KindAnswer::Type(id) => set.equipment_type(id).code.as_str(),
                    KindAnswer::Outside(outside) => outside.code(&set),
                    _ => "?",
                };
                let settled = verdict.assumed.iter().any(|one| one == Assumption::TypeSettled);
                let said = format!("{code}{}", if settled { "!" } else { "" });
                if said != expected {
                    wrong.push(format!("{word} ; {model}: {said}, {expected}"));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
