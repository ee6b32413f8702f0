//! Units as people read them.

use ground::lang::Lang;

/// Units that people read otherwise than files have them: as in a file, in French, in English.
const UNITS: &[(&str, &str, &str)] = &[
    ("months", "mois", "months"),
    ("years", "ans", "years"),
    ("days", "jours", "days"),
    ("units", "équipements", "units"),
    ("units/user", "équipements/personne", "units/user"),
    ("units/user/yr", "équipements/personne/an", "units/user/yr"),
    ("screens/user", "écrans/personne", "screens/user"),
    ("users/printer", "personnes/imprimante", "users/printer"),
    ("organisations", "organismes", "organisations"),
    ("suppliers", "fournisseurs", "suppliers"),
    ("indicators", "indicateurs", "indicators"),
    ("meetings/yr", "réunions/an", "meetings/yr"),
    ("count", "", ""),
    ("ratio", "", ""),
    ("emails", "courriels", "emails"),
    ("kg/yr", "kg/an", "kg/yr"),
    ("kg/user/yr", "kg/personne/an", "kg/user/yr"),
    ("kWh/yr", "kWh/an", "kWh/yr"),
    ("kWh/user/yr", "kWh/personne/an", "kWh/user/yr"),
    ("kWh/unit/yr", "kWh/équipement/an", "kWh/unit/yr"),
    ("kgCO2e/yr", "kg CO₂e/an", "kg CO₂e/yr"),
    ("kgCO2e/user/yr", "kg CO₂e/personne/an", "kg CO₂e/user/yr"),
    ("kgCO2e/unit", "kg CO₂e/équipement", "kg CO₂e/unit"),
    ("kgCO2e", "kg CO₂e", "kg CO₂e"),
    ("kgCO2e/kWh", "kg CO₂e/kWh", "kg CO₂e/kWh"),
    ("tCO2e", "t CO₂e", "t CO₂e"),
    ("GB", "Go", "GB"),
    ("TB", "To", "TB"),
    ("kB", "ko", "kB"),
    ("GB/user", "Go/personne", "GB/user"),
    ("GB/month", "Go/mois", "GB/month"),
    ("GB/user/month", "Go/personne/mois", "GB/user/month"),
    ("FTE/1000", "ETP pour mille", "FTE/1000"),
];

/// Of one, those that are things counted: as in a file, in French, in English.
const ONE: &[(&str, &str, &str)] = &[
    ("months", "mois", "month"),
    ("years", "an", "year"),
    ("days", "jour", "day"),
    ("units", "équipement", "unit"),
    ("organisations", "organisme", "organisation"),
    ("suppliers", "fournisseur", "supplier"),
    ("indicators", "indicateur", "indicator"),
    ("emails", "courriel", "email"),
];

/// A unit as people read it after the number one.
pub fn unit_label_of_one(unit: &str, lang: Lang) -> &str {
    let told = ONE.iter().find(|(code, _, _)| *code == unit);
    told.map_or_else(|| unit_label(unit, lang), |(_, fr, en)| lang.label(fr, en))
}

/// A unit as people read it.
pub fn unit_label(unit: &str, lang: Lang) -> &str {
    let told = UNITS.iter().find(|(code, _, _)| *code == unit);
    told.map_or(unit, |(_, fr, en)| lang.label(fr, en))
}
