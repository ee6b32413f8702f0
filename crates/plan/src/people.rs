//! People in a plan: what its keys may hold of them, and the plan as others may read it.

use super::model::Plan;
use ground::table::{Holds, masked_in};
use toml::Value;

/// What a key holds of people; none where its words are of machines, and others refer to them.
pub(crate) fn holds(key: &str) -> Option<Holds> {
    match key {
        "id" | "theme" | "commitment" | "commitments" | "action" | "actions" | "criteria"
        | "roles" | "types" | "indicator" | "indicators" | "filter" | "sha256" | "version"
        | "lever" | "referential" => None,
        "owner" | "lead" | "sponsor" | "by" | "present" => Some(Holds::Somebody),
        "entity" => Some(Holds::Places),
        _ => Some(Holds::Writing),
    }
}

/// Whether what a key says names somebody. Numbers with full stops in what a file is called are a
/// version: `charte-1.2.3.4.pdf`.
pub(crate) fn names_somebody(key: &str, said: &str) -> bool {
    let Some(holds) = holds(key) else { return false };
    if key != "file" {
        return masked_in(holds, said) != said;
    }
    let mut before = ' ';
    let mut plain = String::with_capacity(said.len());
    for c in said.chars() {
        plain.push(if c == '.' && before.is_ascii_digit() { ' ' } else { c });
        before = c;
    }
    masked_in(holds, &plain) != plain.as_str()
}

impl Plan {
    /// The plan as it leaves the house: names, addresses and numbers of people are masked, in every
    /// key that may hold any. What refers to something and what a file is called stay as they are:
    /// proofs are looked up by it.
    #[must_use]
    pub fn for_others(&self) -> Self {
        // TOML has every number that a plan may hold, those that are none too; and what is masked is free
        // text, which any words may stand in: a plan goes there and comes back whole.
        let Ok(mut whole) = Value::try_from(self) else { return Self::default() };
        mask(&mut whole, "");
        whole.try_into().unwrap_or_default()
    }
}

fn mask(value: &mut Value, key: &str) {
    match value {
        Value::String(said) if key != "file" => {
            if let Some(holds) = holds(key) {
                *said = masked_in(holds, said).into_owned();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| mask(one, key)),
        Value::Table(fields) => fields.iter_mut().for_each(|(key, one)| {
            if key != "filter" {
                mask(one, key);
            }
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const PLAN: &str = "[plan]\ntitle = \"Plan de Mme Durand\"\norganisation = \"Mairie de X\"\nlead = \"Jean Martin\"\nperimeter = \"Contact : jean.martin[at]x.fr\"\nyears = [2025, 2027]\n[[validation]]\nstate = \"committee\"\non = 2025-01-28\nby = \"conseil municipal, maire : Claude LEROY\"\n[[commitment]]\nid = \"E1\"\nlabel = \"Dupont Marie <marie.dupont@x.fr>\"\nowner = \"P. Lefèvre\"\nindicator = \"it_electricity\"\nfilter = { type = \"laptop\" }\ntarget = \"change\"\ntargets = { 2025 = nan, 2027 = -10 }\nrisks = \"Voir avec Sophie Bernard (poste 4521, 0612345678).\"\nbaseline = { value = 2.5, year = 2024, source = \"étude de M. Jean Dupuis\" }\n[[evidence]]\nid = \"P1\"\ntitle = \"Vu par Paul Durand\"\nkind = \"means\"\nfile = \"preuves/CV Marie Dupont 06 12 34 56 78.pdf\"\n[[meeting]]\non = 2026-01-01\nbody = \"comité\"\npresent = [\"Anne Morel\", \"DSI\"]\n";

    #[test]
    fn nobody_is_named_in_what_leaves_the_house() {
        let plan = Plan::parse(Path::new("plan.toml"), PLAN).unwrap();
        let out = plan.for_others();
        let said = toml::to_string(&out).unwrap();
        let people = [
            "Durand",
            "Martin",
            "martin",
            "LEROY",
            "Marie <",
            "marie.",
            "Lefèvre",
            "Bernard",
            "0612345678",
            "Dupuis",
            "Morel",
        ];
        for name in people {
            assert!(!said.contains(name), "{name}: {said}");
        }
        // What others refer to, what is counted and what is nobody stay.
        assert_eq!(out.commitments[0].indicator, "it_electricity");
        assert_eq!(out.commitments[0].filter, plan.commitments[0].filter);
        assert_eq!(out.commitments[0].targets.get("2027"), Some(&-10.0));
        assert_eq!(out.evidence[0].file, plan.evidence[0].file);
        assert_eq!(out.identity.organisation, "Mairie de X");
        assert_eq!(out.meetings[0].present, ["***", "DSI"]);
        assert_eq!(out.for_others().identity, out.identity);
    }

    #[test]
    fn a_plan_stays_whole_whatever_any_of_its_keys_says() {
        /// Puts a name into the nth text of a plan; the key that it stands below.
        fn name(value: &mut Value, key: &str, nth: &mut usize) -> Option<String> {
            match value {
                Value::String(said) => {
                    let is_it = *nth == 0;
                    *nth = nth.wrapping_sub(1);
                    is_it.then(|| {
                        *said = "Jean Martin <jean.martin@x.test>".into();
                        key.to_owned()
                    })
                }
                Value::Array(all) => all.iter_mut().find_map(|one| name(one, key, nth)),
                Value::Table(fields) => {
                    fields.iter_mut().find_map(|(key, one)| name(one, key, nth))
                }
                _ => None,
            }
        }
        let whole = Plan::parse(Path::new("plan.toml"), PLAN).unwrap();
        let counts = |plan: &Plan| {
            [
                plan.commitments.len(),
                plan.evidence.len(),
                plan.meetings.len(),
                plan.validations.len(),
            ]
        };
        let mut masked = 0;
        for at in 0.. {
            let mut value = Value::try_from(&whole).unwrap();
            let Some(key) = name(&mut value, "", &mut at.clone()) else { break };
            // A word of a closed list takes no name.
            let Ok(plan) = value.try_into::<Plan>() else { continue };
            let out = plan.for_others();
            assert_eq!(counts(&out), counts(&whole), "{key}");
            let said = toml::to_string(&out).unwrap();
            let kept = holds(&key).is_none() || ["file", "type"].contains(&key.as_str());
            assert!(kept || !said.contains("jean.martin@x.test"), "{key}: {said}");
            masked += 1;
        }
        assert!(masked > 12, "{masked}");
    }

    #[test]
    fn a_plan_that_names_nobody_is_the_same_to_others() {
        let plan = Plan::parse(Path::new("plan.toml"), crate::read::EXAMPLE).unwrap();
        assert_eq!(plan.for_others(), plan);
    }
}
