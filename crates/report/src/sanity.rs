//! What looks missing from an inventory: said, with what would fill the gap, and never filled in
//! silently.

use factor::{FactorSet, TypeId, TypeKind};
use ground::lang::{Lang, Noun, Text};
use ground::text;
use ground::way::Way;
use walk::Intake;

/// Something that looks missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SanityFinding {
    /// Its name in files.
    pub code: &'static str,
    /// What it says.
    pub text: Text,
}

/// The fewest computers that let something be missed.
const SOME: f64 = 10.0;
/// The fewest computers that an organisation with printers and a network has.
const MANY: f64 = 50.0;

const COMPUTER: Noun = Noun::new(("ordinateur", "ordinateurs"), ("computer", "computers"));
const DESKTOP: Noun =
    Noun::new(("ordinateur fixe", "ordinateurs fixes"), ("desktop computer", "desktop computers"));
const MONITOR: Noun = Noun::new(("écran", "écrans"), ("monitor", "monitors"));

/// What looks missing from what was kept, most telling first.
pub fn findings(
    intake: &Intake,
    set: &FactorSet,
    headcount: Option<f64>,
    way: Way,
) -> Vec<SanityFinding> {
    let units = SanityUnits::of(intake, set);
    let mut found = Vec::new();
    let mut say = |code, text| found.push(SanityFinding { code, text });
    // What was set aside may be what looks missing.
    let (aside_fr, aside_en) = match intake.counts.rejected {
        0 => ("", ""),
        _ => (" (parmi les lignes écartées ?)", " (among the rows set aside?)"),
    };
    let Text { fr: assume_fr, en: assume_en } = way.pick(
        text!(
            "[assumptions] monitors_per_desktop = 1.0 dans estate.toml",
            "[assumptions] monitors_per_desktop = 1.0 in estate.toml"
        ),
        text!("`--monitors-per-desktop 1`", "`--monitors-per-desktop 1`"),
    );
    let Text { fr: computers_fr, en: computers_en } = COMPUTER.count(units.computers.round());
    let Text { fr: monitors_fr, en: monitors_en } = MONITOR.count(units.monitors.round());
    if units.computers >= SOME && units.monitors == 0.0 {
        say(
            "no_monitor",
            text!(
                "{computers_fr} et aucun écran{aside_fr} : ajoutez la liste des écrans, ou supposez-en avec {assume_fr}",
                "{computers_en} and no monitor{aside_en}: add the list of monitors, or assume some with {assume_en}"
            ),
        );
    } else if units.desktops >= SOME && units.monitors < 0.3 * units.desktops {
        let Text { fr: desktops_fr, en: desktops_en } = DESKTOP.count(units.desktops.round());
        say(
            "few_monitors",
            text!(
                "{desktops_fr} et {monitors_fr} seulement{aside_fr} : ajoutez la liste des écrans, ou supposez-en avec {assume_fr}",
                "{desktops_en} and only {monitors_en}{aside_en}: add the list of monitors, or assume some with {assume_en}"
            ),
        );
    }
    if units.monitors >= SOME && units.computers == 0.0 {
        say(
            "no_computer",
            text!(
                "{monitors_fr} et aucun ordinateur{aside_fr} : ajoutez la liste des ordinateurs",
                "{monitors_en} and no computer{aside_en}: add the list of computers"
            ),
        );
    }
    if units.computers >= 2.0 * SOME && units.phones == 0.0 {
        say(
            "no_phone",
            text!(
                "{computers_fr} et aucun téléphone{aside_fr} : la flotte mobile et la téléphonie sont souvent tenues ailleurs",
                "{computers_en} and no phone{aside_en}: mobiles and telephony are often kept elsewhere"
            ),
        );
    }
    if units.computers >= MANY && units.printers == 0.0 {
        say(
            "no_printer",
            text!(
                "{computers_fr} et aucune imprimante{aside_fr} : en location, elles comptent aussi",
                "{computers_en} and no printer{aside_en}: leased ones count too"
            ),
        );
    }
    if units.computers >= MANY && units.network == 0.0 {
        say(
            "no_network",
            text!(
                "{computers_fr} et aucun équipement réseau{aside_fr}",
                "{computers_en} and no network equipment{aside_en}"
            ),
        );
    }
    rest(intake, headcount, &units, &mut say);
    found
}

fn rest(
    intake: &Intake,
    headcount: Option<f64>,
    units: &SanityUnits,
    say: &mut impl FnMut(&'static str, Text),
) {
    if intake.tally.naming_more > 0 {
        let Text { fr, en } = Noun::ROW.count(intake.tally.naming_more as f64);
        say(
            "more_in_row",
            text!(
                "les autres matériels que nomme une même ligne, l'état qu'elle dit d'une part d'entre eux (`dont 2 HS`), ou un nombre à côté d'un modèle dont rien ne dit s'il compte (`Latitude 5420 (14)`) : {fr} (`more_in_row` dans `assumed`) : le premier matériel seul est compté, par la quantité et dans l'état de la ligne ; donnez une ligne à chacun, une quantité à ce que ce nombre compte",
                "the other things that one row names, the state that it says of some of its units (`2 broken`), or a number beside a model of which nothing says whether it counts (`Latitude 5420 (14)`): {en} (`more_in_row` in `assumed`): the first thing alone is counted, by the row's quantity and in its state; give each a row, and a quantity to what such a number counts"
            ),
        );
    }
    let (undated, rows) = (intake.tally.undated, intake.tally.rows);
    if rows >= 10 && undated * 2 >= rows {
        say("no_purchase_date", {
            let count = |lang: Lang| (lang.number(undated as f64, 0), lang.number(rows as f64, 0));
            let ((of_fr, all_fr), (of_en, all_en)) = (count(Lang::Fr), count(Lang::En));
            text!(
                "{of_fr} des {all_fr} lignes n'ont aucune date : sans âge, la durée de vie est celle du type",
                "{of_en} of {all_en} rows have no date at all: without age, the lifetime is the type's"
            )
        });
    }
    if !intake.stayed.is_empty() {
        let files = intake.stayed.join(", ");
        say(
            "stayed_in_estate",
            text!(
                "{files} : dans le parc importé seulement ; ce dossier n'a que les lignes de l'inventaire, et son empreinte n'est pas celle du parc",
                "{files}: stayed in the estate that was imported; this folder has the rows of the inventory alone, and its footprint is not that of the estate"
            ),
        );
    }
    let tally = &intake.tally;
    for (code, rows, what) in [
        (
            "bought_after_the_year",
            tally.to_come,
            text!(
                "en service avec une date d'achat postérieure à l'année : rien n'en est compté ; corrigez la date si elle est fausse",
                "in service with a date of purchase after the year: nothing of it is counted; correct the date if it is wrong"
            ),
        ),
        (
            "in_service_and_gone",
            tally.gone,
            text!(
                "en service par le statut, mais avec une date de sortie antérieure à l'année : rien n'en est compté ; si cette date n'est pas une sortie, ne la donnez pas comme telle",
                "in service by the status, but with a date of leaving before the year: nothing of it is counted; if this date is no exit, do not give it as one"
            ),
        ),
        (
            "in_service_and_decommissioned",
            tally.unused,
            text!(
                "en service par le statut, mais avec une date de réforme antérieure à l'année : son utilisation n'est pas comptée ; si cette date est fausse, corrigez-la",
                "in service by the status, but with a date of decommissioning before the year: its use is not counted; if this date is wrong, correct it"
            ),
        ),
    ] {
        if rows > 0 {
            let rows = Noun::ROW.count(rows as f64);
            let said = Text {
                fr: format!("{} {}", rows.fr, what.fr),
                en: format!("{} {}", rows.en, what.en),
            };
            say(code, said);
        }
    }
    if units.computers >= 2.0 * MANY && intake.sites == 1 {
        say(
            "one_site",
            text!(
                "un seul site : les autres sont-ils dans un autre fichier ?",
                "one site only: are the others in another file?"
            ),
        );
    }
    if let Some(people) = headcount
        && units.computers < 0.3 * people
    {
        let (computers, people) =
            (COMPUTER.count(units.computers.round()), Noun::PERSON.count(people));
        let said = Text {
            fr: format!("{} pour {}", computers.fr, people.fr),
            en: format!("{} for {}", computers.en, people.en),
        };
        say("few_computers", said);
    }
}

/// Units kept, by what they are.
#[derive(Default)]
struct SanityUnits {
    computers: f64,
    desktops: f64,
    monitors: f64,
    phones: f64,
    printers: f64,
    network: f64,
}

impl SanityUnits {
    fn of(intake: &Intake, set: &FactorSet) -> Self {
        let mut units = Self::default();
        for ((id, kind), kept) in (0..).map(TypeId).zip(&set.types).zip(&intake.tally.units) {
            match set.equipment_type(set.root(id)).code.as_str() {
                "laptop" => units.computers += kept,
                "desktop" => {
                    units.computers += kept;
                    // The screen of an all-in-one is built in.
                    if kind.code != "all_in_one" {
                        units.desktops += kept;
                    }
                }
                "monitor" => units.monitors += kept,
                "smartphone" | "feature_phone" | "ip_phone" => units.phones += kept,
                _ => match kind.kind {
                    TypeKind::Printing => units.printers += kept,
                    TypeKind::Network => units.network += kept,
                    _ => {}
                },
            }
        }
        units
    }
}
