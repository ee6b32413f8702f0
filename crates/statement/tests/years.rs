//! Sentences about two years: each figure is of its own, and a difference is no level.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input fails where it stands")]

use empreinte_statement::{Dimension, Facts, Known, PartOfTotal, StatedChange, Subject, lint};
use ground::text;

/// An estate whose electricity fell from 18,800 kWh to 12,400, and its footprint from 5.47 t to 4.42.
fn audited() -> Facts {
    let known = |id: &str, label, of, subject, value| {
        Known::exact(id.to_owned(), label, of, subject, value)
    };
    let (carbon, energy) = (Dimension::Carbon, Dimension::Energy);
    let change = |subject, of, before: f64, now: f64| StatedChange {
        subject,
        of,
        year: 2024,
        before,
        percent: 100.0 * (now / before - 1.0),
        comparable: true,
        distinguishable: true,
        unread: None,
    };
    let whole = text!("empreinte du parc informatique", "footprint of the IT estate");
    let person = text!("Empreinte par agent", "Footprint per person");
    let power = text!("Consommation électrique du SI", "Electricity used by IT");
    let server = Known {
        part: Some(PartOfTotal::OfEquipment),
        ..known("servers", text!("serveur", "server"), carbon, Subject::Label, 817.0)
    };
    Facts {
        year: 2025,
        units: 149.0,
        listed: 149.0,
        method: "rcp-si".to_owned(),
        factors: "core".to_owned(),
        total: Some(known("total", whole, carbon, Subject::Estate, 4_420.0)),
        figures: vec![
            known("power", power, energy, Subject::Estate, 12_400.0),
            known("person", person, carbon, Subject::Person, 88.4),
            server,
        ],
        changes: vec![
            change(Subject::Estate, carbon, 5_470.0, 4_420.0),
            change(Subject::Estate, energy, 18_800.0, 12_400.0),
            change(Subject::Person, carbon, 109.0, 88.4),
        ],
        people: Some(50.0),
        ..Facts::default()
    }
}

/// What is false is not shown; what is true is not refused, and shown where it is said to be.
fn hold(all: &[(&str, &str)]) {
    let facts = audited();
    let mut wrong = Vec::new();
    for (expected, sentence) in all {
        let linted = lint(sentence, Some(&facts)).unwrap().remove(0);
        let verdict = linted.verdict.code();
        let holds = match *expected {
            "false" => verdict != "shown",
            "true" => verdict != "refused",
            other => verdict == other,
        };
        if !holds {
            let notes: Vec<&str> = linted.notes.iter().map(|note| note.fr.as_str()).collect();
            wrong.push(format!("{expected}: {sentence} → {verdict} {notes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A difference is of one year and from another.
#[test]
fn years_the_wrong_way_round_are_not_shown() {
    hold(&[
        ("false", "Our IT electricity fell from 18,800 kWh in 2025 to 12,400 kWh in 2024."),
        ("shown", "Our IT electricity fell from 18,800 kWh in 2024 to 12,400 kWh in 2025."),
        (
            "false",
            "L'empreinte de notre parc informatique est passée de 5,47 t CO2e en 2025 à 4,42 t CO2e en 2024.",
        ),
        (
            "shown",
            "L'empreinte de notre parc informatique est passée de 5,47 t CO2e en 2024 à 4,42 t CO2e en 2025.",
        ),
        ("false", "De 2025 à 2024, l'électricité de notre parc est passée de 18 800 à 12 400 kWh."),
        ("shown", "De 2024 à 2025, l'électricité de notre parc est passée de 18 800 à 12 400 kWh."),
        ("false", "The electricity of our IT was 34% lower in 2024 than in 2025."),
        ("shown", "The electricity of our IT was 34% lower in 2025 than in 2024."),
        ("false", "Our IT electricity fell by 34% from 2025 to 2024."),
        ("shown", "Our IT electricity fell by 34% from 2024 to 2025."),
        ("false", "Our IT electricity fell by 34% in 2024."),
        ("false", "Our IT electricity fell from 2025 to 2024."),
        ("false", "En 2024, notre parc informatique consommait 6 400 kWh de moins qu'en 2025."),
        ("shown", "En 2024, notre parc informatique consommait 6 400 kWh de plus qu'en 2025."),
        ("false", "In 2024 our IT emitted 1.05 t CO2e less than in 2025."),
        ("true", "In 2024 our IT emitted 1.05 t CO2e more than in 2025."),
        ("shown", "In 2025 our IT emitted 1.05 t CO2e less than in 2024."),
        // Others of the kind.
        ("false", "Against 2025, our IT electricity was down by 6,400 kWh in 2024."),
        ("false", "L'électricité de notre parc a baissé d'un tiers entre 2025 et 2024."),
        ("shown", "L'électricité de notre parc a baissé d'un tiers entre 2024 et 2025."),
        ("false", "Notre parc émettait en 2024 un cinquième de moins qu'en 2025."),
        ("false", "Compared with 2025, our IT emitted 19% less CO2e in 2024."),
        (
            "true",
            "En 2024, 18 800 kWh, contre 12 400 kWh en 2025, une baisse de 34 % de l'électricité de notre parc.",
        ),
    ]);
}

/// A number is a level or a difference by its words, and not by the value that it has.
#[test]
fn a_difference_is_no_level() {
    hold(&[
        (
            "false",
            "L'électricité de notre parc a baissé de 34 % par rapport à 2024, soit 12 400 kWh.",
        ),
        (
            "shown",
            "L'électricité de notre parc a baissé de 34 % par rapport à 2024, soit 6 400 kWh.",
        ),
        ("false", "Our IT electricity fell by 34% compared with 2024, or 12,400 kWh."),
        ("shown", "Our IT electricity fell by 34% compared with 2024, or 6,400 kWh."),
        ("false", "Our IT electricity fell by 34% compared with 2024, i.e. by 12,400 kWh."),
        (
            "false",
            "L'empreinte de notre parc a baissé de 19 % depuis 2024, c'est-à-dire de 4,42 t CO2e.",
        ),
        (
            "true",
            "L'empreinte de notre parc a baissé de 19 % depuis 2024, c'est-à-dire de 1,05 t CO2e.",
        ),
        (
            "false",
            "L'empreinte de notre parc par agent a baissé de 19 % depuis 2024, soit 88,4 kg CO2e.",
        ),
        (
            "true",
            "L'empreinte de notre parc par agent a baissé de 19 % depuis 2024, soit 20,6 kg CO2e.",
        ),
        ("false", "Notre parc informatique consomme 12 400 kWh en 2025 de moins qu'en 2024."),
        ("false", "12 400 kWh d'électricité informatique en moins depuis 2024."),
        ("true", "6 400 kWh d'électricité informatique en moins depuis 2024."),
        ("false", "La baisse de l'empreinte de notre parc entre 2024 et 2025 est de 4,42 t CO2e."),
        ("shown", "La baisse de l'empreinte de notre parc entre 2024 et 2025 est de 1,05 t CO2e."),
        ("false", "The fall of our IT electricity between 2024 and 2025 was 12,400 kWh."),
        ("true", "The fall of our IT electricity between 2024 and 2025 was 6,400 kWh."),
        (
            "false",
            "Depuis 2024, l'empreinte de notre parc a baissé de 1,05 t CO2e et son électricité de 12 400 kWh.",
        ),
        (
            "true",
            "Depuis 2024, l'empreinte de notre parc a baissé de 1,05 t CO2e et son électricité de 6 400 kWh.",
        ),
        (
            "false",
            "L'empreinte de notre parc a baissé de 1,05 t CO2e depuis 2024, dont 817 kg CO2e pour les serveurs.",
        ),
        ("false", "Our IT electricity fell by 12,400 kWh in 2025."),
        // Others of the kind.
        ("false", "L'électricité de notre parc a baissé d'un tiers depuis 2024, soit 12 400 kWh."),
        ("true", "L'électricité de notre parc a baissé d'un tiers depuis 2024, soit 6 400 kWh."),
        ("false", "Our IT electricity fell by 34% (12,400 kWh) compared with 2024."),
        ("false", "L'écart entre 2024 et 2025 pour l'électricité de notre parc est de 12 400 kWh."),
        ("false", "Our IT saved 12,400 kWh of electricity compared with 2024."),
        ("false", "Since 2024, the reduction in our IT's footprint amounts to 4.42 t CO2e."),
        (
            "true",
            "En 2025, l'électricité de notre parc est inférieure de 6 400 kWh à celle de 2024.",
        ),
        (
            "refused",
            "En 2025, l'électricité de notre parc est supérieure de 6 400 kWh à celle de 2024.",
        ),
        (
            "refused",
            "En 2025, l'électricité de notre parc est inférieure de 12 400 kWh à celle de 2024.",
        ),
        ("true", "In 2025 our IT electricity was lower by 6,400 kWh than in 2024."),
        ("false", "In 2025 our IT electricity was higher by 6,400 kWh than in 2024."),
        // Levels beside a change.
        (
            "true",
            "L'électricité de notre parc a baissé de 34 % par rapport à 2024 et est de 12 400 kWh en 2025.",
        ),
        (
            "shown",
            "En 2025, notre parc informatique consomme 12 400 kWh, 34 % de moins qu'en 2024.",
        ),
        (
            "shown",
            "En 2025, notre parc informatique émet 4,42 t CO2e, soit 88,4 kg CO2e par agent.",
        ),
        (
            "true",
            "L'électricité de notre parc a baissé de 34 %, soit 12 400 kWh en 2025 contre 18 800 kWh en 2024.",
        ),
        (
            "true",
            "Our IT electricity fell to a level of 12,400 kWh in 2025, from 18,800 kWh in 2024.",
        ),
    ]);
}

/// A level is of its own year, a share of what is left is no change, and a person's figure no estate's.
#[test]
fn what_is_of_another_year_or_of_another_thing_is_not_shown() {
    hold(&[
        (
            "false",
            "L'électricité de notre parc a baissé de 34 % par rapport à 2024 et atteint 18 800 kWh.",
        ),
        ("false", "L'électricité de notre parc a baissé de 34 % par rapport à 2024, à 18 800 kWh."),
        ("true", "L'électricité de notre parc a baissé de 34 % par rapport à 2024, à 12 400 kWh."),
        (
            "shown",
            "En 2025, notre parc informatique consomme 12 400 kWh, moins qu'en 2024 (18 800 kWh).",
        ),
        ("false", "Since 2024 our IT electricity fell by 34%, reaching 18,800 kWh."),
        ("false", "L'électricité de notre parc a été réduite à 34 % de celle de 2024."),
        ("false", "Our IT electricity is down to 34% of 2024."),
        ("false", "L'électricité de notre parc a baissé depuis 2024, soit 34 % de celle de 2024."),
        (
            "false",
            "En 2025, notre parc consomme 12 400 kWh, soit un tiers de l'électricité de 2024.",
        ),
        ("false", "In 2025 our IT used 12,400 kWh, or a third of the electricity of 2024."),
        ("false", "En 2025, notre parc émet 4,42 t CO2e, soit 18 % de l'empreinte des serveurs."),
        (
            "shown",
            "En 2025, nos serveurs émettent 817 kg CO2e, soit 18 % de l'empreinte de notre parc.",
        ),
        ("false", "De 109 kg CO2e par agent en 2024, notre parc est passé à 4,42 t CO2e en 2025."),
        ("true", "De 5,47 t CO2e en 2024, notre parc est passé à 4,42 t CO2e en 2025."),
        // A year at the head of a sentence counts nothing.
        ("shown", "In 2025 servers emitted 817 kg CO2e."),
        ("false", "In 2025 we have 2025 servers."),
        ("false", "From 5.47 t CO2e in 2024, our IT went to 88.4 kg CO2e per person in 2025."),
    ]);
}

/// A direction that stands beside a level, and names no other year, is from the last one before.
#[test]
fn a_direction_beside_a_level_goes_as_the_year_before_says() {
    // The electricity and the footprint fell.
    let forms = [
        ("En 2025, notre parc a consommé 12 400 kWh, {}.", ["en baisse", "en hausse"]),
        ("En 2025, notre parc a consommé 12 400 kWh, {}.", ["en diminution", "en augmentation"]),
        ("En 2025, notre parc a consommé 12 400 kWh : {}.", ["une baisse", "c'est stable"]),
        (
            "En 2025, notre parc a consommé 12 400 kWh, {}.",
            ["ce qui baisse", "ce qui reste stable"],
        ),
        ("Notre électricité {} : 12 400 kWh en 2025.", ["diminue", "augmente"]),
        ("L'électricité de notre parc, {}, est de 12 400 kWh en 2025.", ["en recul", "en hausse"]),
        ("En {}, l'électricité de notre parc est de 12 400 kWh en 2025.", ["baisse", "hausse"]),
        ("L'empreinte de notre parc, 4,42 t CO2e en 2025, est en {}.", ["baisse", "hausse"]),
        ("L'empreinte de notre parc {}, à 4,42 t CO2e en 2025.", ["recule", "progresse"]),
        ("En 2025, notre parc a émis 4,42 t CO2e ({}).", ["en recul", "en progression"]),
        ("In 2025 our IT used 12,400 kWh, {}.", ["falling", "rising"]),
        ("In 2025 our IT used 12,400 kWh, {}.", ["down", "up"]),
        ("In 2025 our IT used 12,400 kWh, {}.", ["a decrease", "an increase"]),
        ("In 2025 our IT used 12,400 kWh: {}.", ["a fall", "it is stable"]),
        ("Our IT electricity is {}: 12,400 kWh in 2025.", ["falling", "growing"]),
        ("The footprint of our IT estate, 4.42 t CO2e in 2025, is {}.", ["falling", "rising"]),
    ];
    let mut all = Vec::new();
    for (form, words) in forms {
        let [is, is_not] = words.map(|word| form.replace("{}", word));
        all.push(("true", is));
        all.push(("false", is_not));
    }
    let others = [
        ("refused", "En 2025, notre parc a consommé 12 400 kWh, en hausse."),
        ("refused", "In 2025 our IT used 12,400 kWh, up."),
        ("shown", "En 2025, notre parc a consommé 12 400 kWh, en baisse."),
        // Of a person as of the estate; of a type, nobody knows.
        ("false", "En 2025, notre parc a émis 88,4 kg CO2e par agent, en hausse."),
        ("true", "En 2025, notre parc a émis 88,4 kg CO2e par agent, en baisse."),
        ("unchecked", "En 2025, nos serveurs ont émis 817 kg CO2e, en baisse."),
        // What rises is another thing.
        ("true", "Malgré la hausse des effectifs, notre parc a émis 4,42 t CO2e en 2025."),
        ("true", "À périmètre constant, notre parc a émis 4,42 t CO2e en 2025."),
        ("true", "The price of electricity rises, and our IT used 12,400 kWh in 2025."),
        ("shown", "En 2025, notre parc a consommé 12 400 kWh."),
        ("shown", "In 2025 our IT used up to 12,400 kWh."),
        ("refused", "In 2025 our IT electricity went up to 12,400 kWh."),
        ("refused", "En 2025, l'électricité de notre parc informatique augmente."),
        ("true", "En 2025, l'électricité de notre parc informatique diminue."),
        ("other", "En 2025, l'éclairage du stade et son électricité augmentent."),
    ];
    all.extend(others.map(|(expected, sentence)| (expected, sentence.to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(is, one)| (*is, one.as_str())).collect();
    hold(&all);
}

/// A number of things of an earlier year is held by that year's, and goes to that of the run.
#[test]
fn a_number_of_things_is_of_its_own_year() {
    let run = audited();
    let before = Facts { year: 2024, units: 156.0, listed: 156.0, ..Facts::default() };
    let with = Facts { former: vec![before], ..run.clone() };
    let mut wrong = Vec::new();
    for (facts, expected, sentence) in [
        (&with, "shown", "Notre parc est passé de 156 équipements en 2024 à 149 en 2025."),
        (&with, "shown", "Notre parc est passé de 156 équipements en 2024 à 149."),
        (&with, "shown", "Our estate went from 156 devices in 2024 to 149 in 2025."),
        (&with, "refused", "Notre parc est passé de 170 équipements en 2024 à 149 en 2025."),
        (&with, "refused", "Our estate went from 170 devices in 2024 to 149."),
        (&with, "not shown", "Notre parc est passé de 156 équipements en 2024 à 120 en 2025."),
        (&with, "not shown", "Notre parc est passé de 149 équipements en 2024 à 156 en 2025."),
        (&run, "unchecked", "Notre parc est passé de 156 équipements en 2024 à 149 en 2025."),
        (&run, "unchecked", "Our estate grew from 140 devices to 149."),
        (&run, "shown", "Notre parc compte 149 équipements en 2025."),
        (&run, "refused", "Notre parc compte 156 équipements en 2025."),
    ] {
        let verdict = lint(sentence, Some(facts)).unwrap().remove(0);
        let code = verdict.verdict.code();
        if code != expected && (expected != "not shown" || code == "shown") {
            wrong.push(format!("{expected}: {sentence} → {code} {:?}", verdict.notes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
