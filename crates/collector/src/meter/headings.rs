//! What the columns of a meter's export are, by their headings.

use super::MeterValueKind;
use super::quantity::{is_other, parts};
use super::unit::{MeterUnit, words};
use ground::table::fold;

/// What a column is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum MeterRole {
    /// When a reading was made; whether the heading says that it is in UTC.
    Time {
        utc: bool,
    },
    /// The time of a day that another column says; whether the heading says that it is in UTC.
    TimeOfDay {
        utc: bool,
    },
    /// When what it says began, or ended.
    Start,
    End,
    /// What was measured, and the outlet of it.
    Device,
    Outlet,
    /// The unit of the row's value.
    Unit,
    /// Minutes or seconds that a value stands for.
    Step,
    /// What is measured, in the tool's words.
    Quantity,
    /// A measure.
    Measure(MeasureColumn),
    /// Something else.
    Other,
}

/// A column of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MeasureColumn {
    /// Its columns: several where a meter has one a tariff.
    pub(super) columns: Vec<usize>,
    /// What it measures, where the heading says so.
    pub(super) device: String,
    /// Its unit, where the heading says one.
    pub(super) unit: Option<MeterUnit>,
    /// What it is, where the heading says so.
    pub(super) kind: Option<MeterValueKind>,
    /// The less, the better it says the energy of its device.
    pub(super) rank: (u8, u8),
    /// Whether its heading is an energy's, whatever its unit.
    pub(super) energy: bool,
    /// Whether it is one tariff of several.
    tariff: bool,
}

const TIME: [&str; 17] = [
    "horodate",
    "horodatage",
    "timestamp",
    "time stamp",
    "time",
    "datetime",
    "date time",
    "date heure",
    "date et heure",
    "date",
    "temps",
    "sample time",
    "date de mesure",
    "date de la mesure",
    "recorded at",
    "collected at",
    "collection time",
];
/// What may stand after a heading of times.
const TIME_TAILS: [&str; 7] = ["utc", "gmt", "ms", "s", "epoch", "unix", "local"];
const TIME_OF_DAY: [&str; 3] = ["heure", "time", "hour"];
const START: [&str; 10] = [
    "debut",
    "date debut",
    "date de debut",
    "start",
    "start time",
    "start date",
    "period start",
    "interval start",
    "from",
    "begin",
];
const END: [&str; 10] = [
    "fin",
    "date fin",
    "date de fin",
    "end",
    "end time",
    "end date",
    "period end",
    "interval end",
    "to",
    "until",
];
const DEVICE: [&str; 31] = [
    "identifiant prm",
    "prm",
    "pdl",
    "point de livraison",
    "usage point id",
    "host",
    "hostname",
    "host name",
    "server",
    "serveur",
    "server name",
    "device",
    "device name",
    "appareil",
    "equipement",
    "equipment",
    "equipment id",
    "machine",
    "entity",
    "name",
    "nom",
    "vm",
    "vm name",
    "virtual machine",
    "object",
    "objet",
    "asset",
    "meter",
    "meter id",
    "pdu",
    "pdu name",
];
const OUTLET: [&str; 6] = ["outlet", "outlet name", "outlet id", "outlet number", "prise", "port"];
const UNIT: [&str; 3] = ["unite", "unit", "units"];
const STEP: [&str; 7] =
    ["pas", "pas en minutes", "pas de temps", "intervalsecs", "interval secs", "step", "interval"];
const QUANTITY: [&str; 9] = [
    "grandeur physique",
    "grandeur metier",
    "type de donnees",
    "metricid",
    "metric id",
    "metric",
    "measurement",
    "counter",
    "quantity",
];

const POWER: [&str; 5] = ["power", "puissance", "load", "charge", "wattage"];
const MEAN: [&str; 6] = ["average", "avg", "mean", "moyenne", "moyen", "moy"];
const INDEX: [&str; 9] = [
    "index",
    "cumul",
    "cumule",
    "cumulee",
    "cumulative",
    "counter",
    "compteur",
    "register",
    "reading",
];
const INCREMENT: [&str; 8] =
    ["consommation", "conso", "consumption", "consumed", "used", "usage", "increment", "delta"];
/// Words of an index that also name the thing itself: `Compteur 1 conso` tells neither.
const METERS: [&str; 4] = ["counter", "compteur", "register", "reading"];
/// Words of an energy, that no heading of a power has without a word of power.
const NO_POWER: [&str; 8] =
    ["index", "cumul", "cumule", "cumulee", "cumulative", "register", "energy", "energie"];
/// After a unit, what it is counted by: `kWh/j`.
const EACH: [&str; 9] = ["j", "jour", "day", "d", "mois", "month", "an", "annee", "year"];
const ENERGY: [&str; 4] = ["energy", "energie", "value", "valeur"];
const WITHOUT_SENSE: [&str; 22] = [
    "active",
    "actif",
    "input",
    "entree",
    "output",
    "sortie",
    "current",
    "present",
    "actuelle",
    "instantaneous",
    "instantanee",
    "system",
    "systeme",
    "total",
    "totale",
    "the",
    "de",
    "of",
    "in",
    "en",
    "meter",
    "electrical",
];
const TARIFFS: [&str; 11] =
    ["hp", "hc", "hph", "hch", "hpb", "hcb", "hpe", "hce", "base", "pointe", "peak hours"];
/// What Enedis calls the same energy: of the supplier's tariffs, of the network's.
const REGISTERS: [&str; 3] = ["ea", "eas", "ead"];

/// The role of a heading.
pub(super) fn role(at: usize, heading: &str) -> MeterRole {
    let folded = fold(heading);
    let has = |list: &[&str]| list.contains(&folded.as_str());
    // `timestamp_ms`, `Time (UTC)`.
    let parts: Vec<&str> = folded.split(' ').collect();
    let own = parts.iter().rposition(|word| !TIME_TAILS.contains(word)).map_or(0, |at| at + 1);
    let (bare, tail) = (parts[..own].join(" "), &parts[own..]);
    let utc = tail.iter().any(|word| ["utc", "gmt"].contains(word));
    if !tail.is_empty() && TIME.contains(&bare.as_str()) {
        return MeterRole::Time { utc };
    }
    if !tail.is_empty() && TIME_OF_DAY.contains(&bare.as_str()) {
        return MeterRole::TimeOfDay { utc };
    }
    match () {
        () if has(&TIME) => MeterRole::Time { utc: false },
        () if has(&TIME_OF_DAY) => MeterRole::TimeOfDay { utc: false },
        () if has(&START) => MeterRole::Start,
        () if has(&END) => MeterRole::End,
        () if has(&DEVICE) => MeterRole::Device,
        () if has(&OUTLET) => MeterRole::Outlet,
        () if has(&UNIT) => MeterRole::Unit,
        () if has(&STEP) => MeterRole::Step,
        () if has(&QUANTITY) => MeterRole::Quantity,
        () => measure(at, heading).map_or(MeterRole::Other, MeterRole::Measure),
    }
}

fn measure(at: usize, heading: &str) -> Option<MeasureColumn> {
    if is_other(&parts(heading)) {
        return None;
    }
    let words = words(heading);
    let found = MeterUnit::in_heading(&words);
    let bare = words.iter().enumerate().filter(|(at, word)| match found {
        Some((unit, _)) if unit + 1 == *at => !EACH.contains(&word.to_lowercase().as_str()),
        Some((unit, _)) => unit != *at,
        None => true,
    });
    let bare: Vec<(&str, String)> = bare.map(|(_, word)| (word.as_str(), fold(word))).collect();
    let any = |list: &[&str]| bare.iter().any(|(_, word)| list.contains(&word.as_str()));
    // An index in kilowatts has an energy's unit, written wrong, or is none: that is asked.
    let energy = any(&NO_POWER) && !any(&POWER);
    let unit = found.map(|(_, unit)| unit).filter(|unit| !(unit.power && energy));
    let register = bare.first().and_then(|(_, word)| REGISTERS.iter().position(|own| own == word));
    let spoken = any(&POWER) || any(&INDEX) || any(&INCREMENT) || any(&ENERGY);
    if unit.is_none() && !spoken && register.is_none() {
        return None;
    }
    let is_sure = |word: &str| INDEX.contains(&word) && !METERS.contains(&word);
    let sure_index = bare.iter().any(|(_, word)| is_sure(word));
    let kind = match unit {
        Some(unit) if unit.power => Some(MeterValueKind::Power),
        None if any(&POWER) => Some(MeterValueKind::Power),
        _ if sure_index || (any(&INDEX) && !any(&INCREMENT)) => Some(MeterValueKind::Index),
        _ if any(&INDEX) => None,
        _ if any(&INCREMENT) => Some(MeterValueKind::Increment),
        _ => None,
    };
    let is_tariff = |word: &str| {
        TARIFFS.contains(&word)
            || (register.is_some()
                && word.strip_prefix('f').is_some_and(|n| n.parse::<u8>().is_ok()))
    };
    let tariff = bare.iter().any(|(_, word)| is_tariff(word));
    let known = |word: &str| {
        [&POWER[..], &MEAN, &INDEX, &INCREMENT, &ENERGY, &WITHOUT_SENSE]
            .iter()
            .any(|list| list.contains(&word))
            || is_tariff(word)
            || (register.is_some() && (word == "t" || REGISTERS.contains(&word)))
    };
    let device: Vec<&str> =
        bare.iter().filter(|(_, word)| !known(word)).map(|(word, _)| *word).collect();
    let rank = match kind {
        Some(MeterValueKind::Index) => 0,
        Some(MeterValueKind::Increment) => 1,
        None => 2,
        Some(MeterValueKind::Power) if any(&MEAN) => 3,
        Some(MeterValueKind::Power) => 4,
    };
    let group = register.map_or(0, |at| u8::try_from(at).unwrap_or(0)) * 2 + u8::from(tariff);
    Some(MeasureColumn {
        columns: vec![at],
        device: device.join(" "),
        unit,
        kind,
        rank: (rank, group),
        energy,
        tariff,
    })
}

/// The measure of each device: the best of those that say the same energy, its tariffs together.
/// What is left over is given back by its columns.
pub(super) fn best(measures: Vec<MeasureColumn>) -> (Vec<MeasureColumn>, Vec<usize>) {
    let mut kept: Vec<MeasureColumn> = Vec::new();
    let mut left = Vec::new();
    for measure in measures {
        let Some(known) = kept.iter_mut().find(|known| known.device == measure.device) else {
            kept.push(measure);
            continue;
        };
        let same = (known.rank, known.unit) == (measure.rank, measure.unit);
        if same && known.tariff && measure.tariff {
            known.columns.extend(measure.columns);
        } else if measure.rank < known.rank {
            left.extend(std::mem::replace(known, measure).columns);
        } else {
            left.extend(measure.columns);
        }
    }
    (kept, left)
}

#[cfg(test)]
mod tests {
    use super::{MeasureColumn, MeterRole, MeterValueKind, best, role};

    fn of(heading: &str) -> Option<MeasureColumn> {
        match role(0, heading) {
            MeterRole::Measure(measure) => Some(measure),
            _ => None,
        }
    }

    #[test]
    fn a_heading_says_what_its_column_is() {
        let said = |heading: &str| {
            let measure = of(heading)?;
            Some((measure.device, measure.unit.map_or("", |unit| unit.name), measure.kind))
        };
        let own = |unit, kind| Some((String::new(), unit, kind));
        assert_eq!(said("Average Power (W)"), own("W", Some(MeterValueKind::Power)));
        assert_eq!(said("Puissance moyenne [kW]"), own("kW", Some(MeterValueKind::Power)));
        assert_eq!(said("Consommation (kWh)"), own("kWh", Some(MeterValueKind::Increment)));
        assert_eq!(said("Index (Wh)"), own("Wh", Some(MeterValueKind::Index)));
        assert_eq!(said("Energy kWh"), own("kWh", None));
        assert_eq!(said("Valeur"), own("", None));
        // A unit of energy in two words is one, a `j` after it is a day, and an index is no power.
        assert_eq!(said("Consommation (kWh/j)"), own("kWh", Some(MeterValueKind::Increment)));
        for heading in ["Energie (kW.h)", "Energie (kW·h)", "Energie (kW/h)"] {
            assert_eq!(said(heading), own("kWh", None), "{heading}");
        }
        assert_eq!(said("Index (kW.h)"), own("kWh", Some(MeterValueKind::Index)));
        assert_eq!(said("Index (kW)"), own("", Some(MeterValueKind::Index)));
        assert_eq!(said("Energie (kW)"), own("", None));
        assert_eq!(said("Consommation (W)"), own("W", Some(MeterValueKind::Power)));
        assert_eq!(said("Power index (W)"), own("W", Some(MeterValueKind::Power)));
        let outlet = Some(("Outlet 3".to_owned(), "kWh", None));
        assert_eq!(said("Outlet 3 Active Energy (kWh)"), outlet);
        for other in [
            "Max Power (W)",
            "maxPower (W)",
            "Énergie injectée (kWh)",
            "Apparent power (VA)",
            "Temperature (C)",
            "Statut",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(role(0, "Horodate"), MeterRole::Time { utc: false });
        assert_eq!(role(0, "Time (UTC)"), MeterRole::Time { utc: true });
        assert_eq!(role(0, "timestamp_ms"), MeterRole::Time { utc: false });
        assert_eq!(role(0, "Identifiant PRM"), MeterRole::Device);
    }

    #[test]
    fn columns_that_say_the_same_energy_are_never_added() {
        let all = |headings: &[&str]| {
            let measures =
                headings.iter().enumerate().filter_map(|(at, heading)| match role(at, heading) {
                    MeterRole::Measure(measure) => Some(measure),
                    _ => None,
                });
            let (kept, left) = best(measures.collect());
            (kept.into_iter().map(|measure| measure.columns).collect::<Vec<_>>(), left)
        };
        assert_eq!(
            all(&["Power (W)", "Average power (W)", "Index (kWh)"]),
            (vec![vec![2]], vec![0, 1])
        );
        // Two tariffs are the meter; its total beside them is the same again.
        assert_eq!(all(&["Index HP (kWh)", "Index HC (kWh)"]), (vec![vec![0, 1]], vec![]));
        assert_eq!(all(&["EAS F1", "EAS F2", "EAD F1", "EAS T"]), (vec![vec![3]], vec![2, 0, 1]));
        assert_eq!(all(&["EAS F1", "EAS F2", "EAD F1"]), (vec![vec![0, 1]], vec![2]));
        assert_eq!(all(&["PDU1 (kWh)", "PDU2 (kWh)"]), (vec![vec![0], vec![1]], vec![]));
    }
}
