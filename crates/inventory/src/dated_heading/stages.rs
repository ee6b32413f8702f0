//! Units told at several stages of their coming, side by side: `Besoin;Commandé;Reçu`, `Required;Existing`. One
//! of them counts.

use super::{Apart, BEFORE_OR_AFTER, FIRST, LAST, When};
use ground::lang::Text;
use ground::table::fold;
use ground::text;

/// Stages, in the place of the day; the later one counts.
pub(super) const WANTED: u8 = 3;
const ORDERED: u8 = 4;
const RETURNED: u8 = 5;
const CAME: u8 = 6;
pub(super) const THERE: u8 = 7;

/// A stage, in both languages.
pub(super) fn said(stage: u8) -> Text {
    match stage {
        WANTED => text!("ce qu'il faudrait", "what is wanted"),
        ORDERED => text!("ce qui est commandé", "what is ordered"),
        RETURNED => text!("ce qui est rendu", "what is returned"),
        CAME => text!("ce qui est reçu", "what came"),
        _ => text!("ce qui est là", "what is there"),
    }
}

/// What a heading says of the same units at a stage of their coming, all of it: `Besoin`, `Qté reçue`, `On hand`.
fn stage_of(heading: &str) -> Option<u8> {
    const STAGES: [(u8, &str); 5] = [
        (
            WANTED,
            "besoin besoins need needs needed required requis requise requises demande demandes demandee \
             demandees requested souhaite souhaites souhaitee souhaitees cible cibles target prevu prevus \
             prevue prevues planned",
        ),
        (ORDERED, "commande commandes commandee commandees ordered bestellt"),
        (RETURNED, "retourne retournes retournee retournees returned rendu rendus rendue rendues"),
        (CAME, "recu recus recue recues received livre livres livree livrees delivered geliefert"),
        (
            THERE,
            "existant existants existante existantes existing present presents presente presentes \
             place hand site la vorhanden",
        ),
    ];
    // Words of the counts, and those that lead to a place.
    const BESIDE: [&str; 14] = [
        "qte",
        "qtes",
        "quantite",
        "quantites",
        "qty",
        "quantity",
        "nb",
        "nbre",
        "nombre",
        "en",
        "sur",
        "on",
        "in",
        "deja",
    ];
    let folded = fold(heading);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut own = words.iter().filter(|word| !BESIDE.contains(word));
    let (word, None) = (own.next()?, own.next()) else { return None };
    let stage = STAGES.iter().find(|(_, all)| all.split_whitespace().any(|one| one == *word));
    let (stage, _) = stage?;
    // `Sur place`, `on hand`: a place, a hand or a site alone is none.
    let is_bare = ["place", "hand", "site", "la"].contains(word);
    let is_led = words.iter().any(|word| ["en", "sur", "on", "in", "deja"].contains(word));
    (!is_bare || is_led).then_some(*stage)
}

/// Whether a heading is of what came, was ordered or went back: a stage of units, and no state of theirs beside
/// another such.
pub(crate) fn is_of_a_stage(heading: &str) -> bool {
    stage_of(heading).is_some_and(|stage| [ORDERED, RETURNED, CAME].contains(&stage))
}

/// A heading of units at a stage, told from the others of a line of headings: what is there counts, or else
/// what came; without either, or where what came went back in part, none tells how many there are.
pub(crate) fn told_by_stage(headings: &[String]) -> impl Fn(&str) -> Option<Apart> {
    let stages: Vec<u8> = headings.iter().filter_map(|heading| stage_of(heading)).collect();
    let has = |stage: u8| stages.contains(&stage);
    let is_told = has(THERE) || has(CAME) && !has(RETURNED);
    move |heading| {
        let day = stage_of(heading).filter(|_| is_told)?;
        Some(Apart {
            thing: String::new(),
            said: heading.to_owned(),
            when: When { year: None, month: BEFORE_OR_AFTER, day },
            is_led_to: true,
        })
    }
}

/// Whether a heading is told from another as the first or the last of a time.
pub(crate) fn is_of_an_end(own: &Apart) -> bool {
    own.when.month == BEFORE_OR_AFTER && [FIRST, LAST].contains(&own.when.day)
}

#[cfg(test)]
mod tests {
    use super::super::DatedColumns;
    use super::*;

    fn counts(headings: &[&str]) -> Vec<String> {
        let headings: Vec<String> = headings.iter().map(|own| (*own).to_owned()).collect();
        let dated = DatedColumns::of(&headings, &[], Some(2025), told_by_stage(&headings));
        let counting = dated.all().filter(|(_, instead)| instead.is_none());
        counting.map(|(at, _)| headings[at].clone()).collect()
    }

    #[test]
    fn what_is_there_counts_or_else_what_came() {
        for (headings, expected) in [
            (&["Besoin", "Existant", "Écart"][..], "Existant"),
            (&["Ordered", "Received", "Returned", "On hand"], "On hand"),
            (&["Prévu", "Commandé", "Livré"], "Livré"),
            (&["Qté commandée", "Qté reçue"], "Qté reçue"),
            (&["Required", "In place"], "In place"),
        ] {
            assert_eq!(counts(headings), [expected], "{headings:?}");
        }
        for headings in [
            &["Besoins", "Commandés"][..],
            &["Received", "Returned"],
            &["Existant"],
            &["Site", "Reçus"],
            &["Place", "Besoin"],
            &["PC commandés", "PC reçus"],
        ] {
            assert_eq!(counts(headings), [""; 0], "{headings:?}");
        }
    }
}
