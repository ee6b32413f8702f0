//! Units as people read them.

use ground::lang::Lang;

/// A unit as people read it.
pub fn unit_label(unit: &str, lang: Lang) -> &str {
    match lang {
        Lang::Fr => french(unit),
        Lang::En => english(unit),
    }
}

fn french(unit: &str) -> &str {
    match unit {
        "months" => "mois",
        "years" => "ans",
        "days" => "jours",
        "units" => "équipements",
        "units/user" => "équipements/personne",
        "units/user/yr" => "équipements/personne/an",
        "screens/user" => "écrans/personne",
        "users/printer" => "personnes/imprimante",
        "organisations" => "organismes",
        "suppliers" => "fournisseurs",
        "indicators" => "indicateurs",
        "meetings/yr" => "réunions/an",
        "count" | "ratio" => "",
        "emails" => "courriels",
        "kg/yr" => "kg/an",
        "kg/user/yr" => "kg/personne/an",
        "kWh/yr" => "kWh/an",
        "kWh/user/yr" => "kWh/personne/an",
        "kWh/unit/yr" => "kWh/équipement/an",
        "kgCO2e/yr" => "kg CO₂e/an",
        "kgCO2e/user/yr" => "kg CO₂e/personne/an",
        "kgCO2e/unit" => "kg CO₂e/équipement",
        "kgCO2e" => "kg CO₂e",
        "kgCO2e/kWh" => "kg CO₂e/kWh",
        "tCO2e" => "t CO₂e",
        "GB" => "Go",
        "TB" => "To",
        "kB" => "ko",
        "GB/user" => "Go/personne",
        "GB/month" => "Go/mois",
        "GB/user/month" => "Go/personne/mois",
        "FTE/1000" => "ETP pour mille",
        other => other,
    }
}

fn english(unit: &str) -> &str {
    match unit {
        "count" | "ratio" => "",
        "kgCO2e/yr" => "kg CO₂e/yr",
        "kgCO2e/user/yr" => "kg CO₂e/user/yr",
        "kgCO2e/unit" => "kg CO₂e/unit",
        "kgCO2e" => "kg CO₂e",
        "kgCO2e/kWh" => "kg CO₂e/kWh",
        "tCO2e" => "t CO₂e",
        other => other,
    }
}
