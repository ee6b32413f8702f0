//! Where nothing could be counted: no figure, but why, and what to try.

use factor::FactorSet;
use ground::fault::Fault;
use ground::lang::{Lang, Noun, Text};
use ground::quantity::Interval;
use ground::table::{Reject, masked};
use ground::text;
use ground::way::Way;
use walk::{Intake, Outcome};

/// Whether anything was counted: equipment kept or assumed, a datacentre's meter, or a service.
pub fn is_counted(outcome: &Outcome) -> bool {
    outcome.intake.counts.kept > 0
        || outcome.intake.assumed_rows > 0
        || !outcome.footprint.centres.is_empty()
        || outcome.services.as_ref().is_some_and(|services| !services.extras.is_empty())
}

/// Whether there is a figure: something was counted, and not all of it lacks what prices it.
pub fn has_figure(outcome: &Outcome) -> bool {
    let footprint = &outcome.footprint;
    let nothing = (0..footprint.totals.criteria())
        .all(|criterion| footprint.totals.total(criterion) == Interval::ZERO);
    let lacks = footprint.coverage.gaps.iter().any(|gap| gap.rows > 0);
    is_counted(outcome) && !(nothing && footprint.kwh == Interval::ZERO && lacks)
}

/// Why there is no figure of what was counted: what each type lacks, and what to try.
pub fn nothing_priced(outcome: &Outcome, set: &FactorSet) -> Fault {
    let of_types = |lang: Lang| {
        let lacks = outcome.lacks(set);
        let types = lacks.iter().flat_map(|lack| &lack.types).take(8);
        lang.list(types.map(|(label, units)| {
            format!("{}{}{}", label.say(lang), lang.colon(), lang.number(*units, 0))
        }))
    };
    let (fr, en) = (of_types(Lang::Fr), of_types(Lang::En));
    let mut fault = Fault::new(text!(
        "rien de ce qui a été compté n'a de facteur : il n'y a pas de chiffre",
        "nothing of what was counted has a factor: there is no figure"
    ));
    if !fr.is_empty() {
        fault = fault
            .hint(Text { fr: format!("sans facteur : {fr}"), en: format!("without factor: {en}") });
    }
    fault.hint(text!(
        "si ces mots sont mal lus, dites-les avec `--type \"MOT=TYPE\"` ; sinon donnez vos facteurs avec `--factors DOSSIER` ; `empreinte factors list` montre ceux du programme",
        "if these words are misread, say them with `--type \"WORD=TYPE\"`; else give factors of your own with `--factors DIR`; `empreinte factors list` shows those of the program"
    ))
}

/// Why nothing could be counted, with the first row set aside and what to try.
pub fn nothing_counted(intake: &Intake, set: &FactorSet, first: &[Reject], way: Way) -> Fault {
    let counts = intake.counts;
    let read = counts.rows_read;
    let inventory = intake.inputs.first();
    let mut fault = Fault::new(match read {
        0 => text!(
            "l'inventaire n'a aucune ligne : il n'y a pas de chiffre",
            "the inventory has no row: there is no figure"
        ),
        1 => text!(
            "la seule ligne lue n'a pas pu être comptée : il n'y a pas de chiffre",
            "the only row read could not be counted: there is no figure"
        ),
        _ => text!(
            "aucune des {read} lignes lues n'a pu être comptée : il n'y a pas de chiffre",
            "none of the {read} rows read could be counted: there is no figure"
        ),
    });
    let of_inventory = first.iter().find(|reject| counts.rejected > 0 && !reject.row.is_empty());
    if let Some(reject) = of_inventory.or(first.first()).filter(|_| counts.rejected > 0) {
        let place = std::path::Path::new(&*reject.file);
        fault = fault
            .at(place, reject.line, &reject.column, &masked(&reject.value))
            .hint(said(&reject.why.reason(), &reject.hint(way)));
    } else if let Some(input) = inventory {
        fault = fault.in_file(&input.path);
    }
    let (rejected, merged) = (counts.rejected, counts.merged);
    if rejected > 1 {
        fault = fault.hint(text!(
            "{rejected} lignes sont écartées : `empreinte import … --out DOSSIER` les écrit dans rejects.csv, à corriger et à relire",
            "{rejected} rows are set aside: `empreinte import … --out DIR` writes them to rejects.csv, to correct and read again"
        ));
    }
    if counts.out_of_scope > 0 {
        let kinds = intake.out_of_scope.iter().map(|(kind, rows)| {
            let said = |lang| format!("{} ({rows})", kind.label(set, lang));
            (said(Lang::Fr), said(Lang::En))
        });
        let (fr, en): (Vec<String>, Vec<String>) = kinds.take(5).unzip();
        let (fr, en) = (fr.join(", "), en.join(", "));
        let out = Noun::new(
            ("ligne est hors périmètre", "lignes sont hors périmètre"),
            ("row is out of scope", "rows are out of scope"),
        )
        .count(counts.out_of_scope as f64);
        fault = fault.hint(Text {
            fr: format!("{} : {fr} ; donnez l'inventaire des équipements", out.fr),
            en: format!("{}: {en}; give the inventory of the equipment", out.en),
        });
    }
    if merged > 0 {
        let one = Noun::new(
            ("ligne est fusionnée à une autre", "lignes sont fusionnées à d'autres"),
            ("row is merged into another", "rows are merged into others"),
        );
        fault = fault.hint(one.count(merged as f64));
    }
    for note in inventory.map_or(&[][..], |input| &input.notes) {
        fault = fault.hint(note.clone());
    }
    fault.hint(text!(
        "`empreinte import --explain …` montre ce que devient chaque colonne",
        "`empreinte import --explain …` shows what becomes of each column"
    ))
}

fn said(reason: &Text, hint: &Text) -> Text {
    Text { fr: format!("{} : {}", reason.fr, hint.fr), en: format!("{}: {}", reason.en, hint.en) }
}
