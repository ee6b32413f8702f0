//! Types that a word may mean, and types by their codes and their names.

use super::vocabulary::{TypeAnswer, Vocabulary, nearest};
use factor::{EquipmentType, FactorSet};
use ground::lang::Lang;
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The type that a word means in an inventory, as `portable` does a laptop; then the codes nearest to
/// it, by their codes and their names.
pub fn types_near<'a>(set: &'a FactorSet, word: &str) -> Vec<&'a str> {
    let own = BTreeMap::new();
    let meant = Vocabulary::new(set, &own, &own, Path::new("")).map(|words| words.type_of(word));
    let meant = match meant {
        Ok(TypeAnswer::Plain(id) | TypeAnswer::Usual(id)) => {
            Some(set.equipment_type(id).code.as_str())
        }
        _ => None,
    };
    let said = |kind: &'a EquipmentType| {
        [&kind.code, &kind.label.fr, &kind.label.en].map(|name| (fold(name), kind.code.as_str()))
    };
    let names: Vec<(String, &str)> = set.types.iter().flat_map(said).collect();
    let mut codes: Vec<&str> = meant.into_iter().collect();
    for near in nearest(&fold(word), names.iter().map(|(name, _)| name.as_str())) {
        codes.extend(names.iter().filter(|(name, _)| *name == near).map(|(_, code)| *code));
    }
    let mut met = BTreeSet::new();
    codes.retain(|code| met.insert(*code));
    codes
}

/// The names of a list that are nearest to a word, best first, each once; capitals and accents do not
/// count.
pub fn names_near<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let folded: Vec<(String, &str)> = names.into_iter().map(|name| (fold(name), name)).collect();
    let mut out: Vec<&str> = Vec::new();
    for near in nearest(&fold(word), folded.iter().map(|(folded, _)| folded.as_str())) {
        let said = folded.iter().find(|(folded, _)| *folded == near).map(|(_, name)| *name);
        out.extend(said.filter(|name| !out.contains(name)));
    }
    out
}

/// Codes with the names of the types that they are of, as people are shown them; another code stands
/// alone.
pub fn named_types<'a>(
    set: &FactorSet,
    codes: impl IntoIterator<Item = &'a str>,
    lang: Lang,
) -> String {
    let named = |code: &str| match set.type_named(code) {
        Some(id) => {
            let kind = set.equipment_type(id);
            format!("{code} ({})", kind.label(lang))
        }
        None => code.to_owned(),
    };
    codes.into_iter().map(named).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_told_the_types_that_it_may_mean_with_their_names() {
        let set = FactorSet::shipped().unwrap();
        assert_eq!(types_near(&set, "portable").first(), Some(&"laptop"));
        assert_eq!(types_near(&set, "ecrann").first(), Some(&"monitor"));
        let named = named_types(&set, ["laptop", "SALLE"], Lang::Fr);
        assert_eq!(named, "laptop (ordinateur portable), SALLE");
    }
}
