//! Words that say there is none of a thing: `pas de PC`, `plus d'écran`.

use super::outside::Thing;
use super::phrase::{PhraseSays, descends};
use super::weigh::KindWeigher;
use factor::TypeId;
use ground::table::fold;
use inventory::{DENY, WITHOUT};

/// Words that deny what is named behind them besides: of a thing that is known to be the row's.
const DENY_IT: [&str; 2] = ["pas", "no"];
/// Those that do with `de` alone: `plus de PC`, and not `plus clavier`.
const DENY_WITH_OF: [&str; 2] = ["plus", "jamais"];

fn denies_what_follows(word: &str) -> bool {
    [&DENY[..], &WITHOUT, &DENY_IT].iter().any(|words| words.contains(&word))
}

impl KindWeigher {
    /// Whether a cell of a row of a type says that there is none of it, and nothing else: `PC sans écran`
    /// is one, and so is a `PC` whose cell says `sans écran`.
    pub(crate) fn denies(&self, cell: &str, of: TypeId) -> bool {
        let folded = fold(cell);
        let Some((first, rest)) = folded.split_once(' ') else { return false };
        let behind_of = ["de ", "d ", "du "].into_iter().find_map(|of| rest.strip_prefix(of));
        let thing = match behind_of {
            Some(thing) if denies_what_follows(first) || DENY_WITH_OF.contains(&first) => thing,
            None if denies_what_follows(first) => rest,
            _ => return false,
        };
        if thing.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let own = Thing::Type(of);
        let is_own =
            |kind: &Thing| descends(*kind, own, &self.types) || descends(own, *kind, &self.types);
        let said = self.read(thing);
        match said.says {
            PhraseSays::One(kind) => !said.doubt && is_own(&kind),
            PhraseSays::Usual(_, all) | PhraseSays::Class(all) => all.iter().any(is_own),
            PhraseSays::Silent | PhraseSays::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use factor::FactorSet;

    #[test]
    fn a_cell_denies_the_thing_of_its_row_and_no_other() {
        let set = FactorSet::shipped().unwrap();
        let kinds = KindWeigher::new(&set).unwrap();
        for (code, cell, denies) in [
            ("desktop", "pas de PC", true),
            ("desktop", "Plus de PC", true),
            ("desktop", "aucun PC", true),
            ("desktop", "sans PC fixe", true),
            ("laptop", "pas d'ordinateur", true),
            ("monitor", "plus d’écran", true),
            ("desktop", "kein PC", true),
            ("monitor", "no monitor", true),
            ("desktop", "keinen PC", true),
            ("monitor", "zonder monitor", true),
            // Another thing, or the thing without another.
            ("desktop", "sans écran", false),
            ("desktop", "PC sans écran", false),
            ("laptop", "sans téléphone", false),
            ("desktop", "sans marque", false),
            ("mouse", "sans fil", false),
            ("ups", "No break", false),
            ("desktop", "Plus 3 PC", false),
            ("desktop", "plus de 3 PC", false),
            ("smartphone", "Plus", false),
            ("desktop", "PC", false),
            ("desktop", "", false),
        ] {
            let of = set.type_named(code).unwrap();
            assert_eq!(kinds.denies(cell, of), denies, "{code} ; {cell}");
        }
    }
}
