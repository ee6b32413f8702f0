//! Words in headings that nobody listed: what they say for or against a field (`column-words.csv`).

use super::Field;
use super::quantity_heading::without_unit;
use ground::table::{SmallTable, fold};
use std::path::Path;
use std::sync::OnceLock;

/// What a word says of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FieldSays {
    /// It is the field's own word, of which the heading must say no more than what stands beside it.
    Counts,
    /// It is the field's own word, whatever follows it.
    Amounts,
    /// A thing of its own: what is counted is that, and not the row.
    Thing,
    /// It says that the column is of days.
    Dated,
    /// It says that the column describes things: it may hold their models.
    Described,
    /// It may stand beside the field's own word.
    Beside,
    /// A word of the heading begins with it, and the column is the field.
    Begins,
    /// As `Begins`, of this word alone.
    Whole,
    /// The column counts some of the units of its rows.
    Part,
    /// The column is of ages.
    Ages,
    /// The column is something else.
    Against,
    /// The column is of names, which may hold words of the field.
    Named,
    /// A word of the heading begins with it, and the column is of comments: of anything, and of no
    /// field.
    Comments,
}

/// What a heading says of its column holding the numbers of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CountsUnits {
    /// It says so.
    Yes,
    /// Its first word says so, and the others are not known.
    Head,
    /// It counts things whose names begin so: those of the rows, or others.
    Thing(String),
    /// It says that it is something else.
    No,
    /// It says neither.
    Silent,
}

fn words() -> &'static [(Field, FieldSays, String)] {
    static WORDS: OnceLock<Vec<(Field, FieldSays, String)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let columns = ["field", "says", "word"];
        let text = include_str!("column-words.csv");
        let table = SmallTable::parse(Path::new("column-words.csv"), text, &columns)
            .expect("a test reads the tables that come with the program");
        table
            .rows()
            .filter_map(|row| line(row.get("field"), row.get("says"), row.get("word")))
            .collect()
    })
}

fn line(field: &str, says: &str, word: &str) -> Option<(Field, FieldSays, String)> {
    let says = match says {
        "counts" => FieldSays::Counts,
        "amounts" => FieldSays::Amounts,
        "thing" => FieldSays::Thing,
        "dated" => FieldSays::Dated,
        "described" => FieldSays::Described,
        "beside" => FieldSays::Beside,
        "begins" => FieldSays::Begins,
        "whole" => FieldSays::Whole,
        "part" => FieldSays::Part,
        "ages" => FieldSays::Ages,
        "against" => FieldSays::Against,
        "named" => FieldSays::Named,
        "comments" => FieldSays::Comments,
        _ => return None,
    };
    let field = Field::ALL.into_iter().find(|known| known.code() == field)?;
    Some((field, says, word.to_owned()))
}

/// The words of a heading, those run together as in `PurchaseDate` apart.
pub(super) fn parts(heading: &str) -> Vec<String> {
    let heading = without_unit(heading).unwrap_or(heading);
    let mut apart = String::new();
    let mut before = ' ';
    // `Q.tà` and `Q.té` are one word.
    let heading = heading.replace("q.t", "qt").replace("Q.t", "Qt").replace("Q.T", "QT");
    let heading = initials(&heading);
    for letter in heading.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        apart.push(letter);
        before = letter;
    }
    fold(&apart).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A text whose initials are one word: `P.U. H.T.` is `PU. HT.`.
fn initials(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_alone = |at: usize| {
        let other = |at: usize| letters.get(at).is_none_or(|letter| !letter.is_alphanumeric());
        letters.get(at).is_some_and(|letter| letter.is_alphabetic())
            && other(at + 1)
            && at.checked_sub(1).is_none_or(other)
    };
    let parts_two = |at: usize| {
        letters[at] == '.' && at.checked_sub(1).is_some_and(is_alone) && is_alone(at + 1)
    };
    (0..letters.len()).filter(|at| !parts_two(*at)).map(|at| letters[at]).collect()
}

fn is(field: Field, says: FieldSays, word: &str) -> bool {
    words().iter().any(|(of, known, own)| *of == field && *known == says && own == word)
}

fn begins(field: Field, says: FieldSays, word: &str) -> bool {
    words().iter().any(|(of, known, own)| {
        // Two letters say little of how a longer word begins.
        let begins = || own == word || (own.len() >= 3 && word.starts_with(own.as_str()));
        // `sold`, and no `solde`.
        let is_whole = || *known == FieldSays::Whole && says == FieldSays::Begins && own == word;
        *of == field && (*known == says && begins() || is_whole())
    })
}

/// Whether a word says that units are counted.
pub(super) fn is_count(word: &str) -> bool {
    is(Field::Quantity, FieldSays::Counts, word) || is(Field::Quantity, FieldSays::Amounts, word)
}

/// What a heading says of its column holding the numbers of units.
pub(super) fn counts(heading: &str) -> CountsUnits {
    let words = parts(heading);
    if numbers_of(&words) {
        return CountsUnits::Head;
    }
    // Units may be counted by their age.
    if is_a_span_of_ages(&words) {
        return CountsUnits::Silent;
    }
    let own = words.iter().any(|word| is_count(word));
    if calls_one(heading) {
        return CountsUnits::No;
    }
    if words.iter().any(|word| is(Field::Quantity, FieldSays::Against, word)) || is_a_part(heading)
    {
        return CountsUnits::No;
    }
    if !own {
        return CountsUnits::Silent;
    }
    let thing = words.iter().find_map(|word| {
        let own = |(field, says, thing): &&(Field, FieldSays, String)| {
            *field == Field::Quantity
                && *says == FieldSays::Thing
                && word.starts_with(thing.as_str())
        };
        self::words().iter().find(own).map(|(.., thing)| thing.clone())
    });
    if let Some(thing) = thing {
        return CountsUnits::Thing(thing);
    }
    let beside = |word: &String| is_count(word) || is(Field::Quantity, FieldSays::Beside, word);
    if words.iter().all(beside) {
        CountsUnits::Yes
    } else if words.first().is_some_and(|word| is(Field::Quantity, FieldSays::Amounts, word)) {
        CountsUnits::Head
    } else {
        CountsUnits::Silent
    }
}

/// Whether a heading says that its numbers are of some of the units of their rows: `dont HS`.
pub(super) fn is_a_part(heading: &str) -> bool {
    // « Di cui guasti » and « of which broken » begin with a short word.
    parts(heading).iter().take(3).any(|word| is(Field::Quantity, FieldSays::Part, word))
}

/// What a heading that counts says of the units besides: `commandée` of `Qté commandée`.
pub(super) fn said_of_units(heading: &str) -> Vec<String> {
    let beside = |word: &String| is_count(word) || is(Field::Quantity, FieldSays::Beside, word);
    parts(heading).into_iter().filter(|word| !beside(word)).collect()
}

/// Whether every word of a heading is one of columns: `Prix Nobel` is a name.
pub(super) fn says_nothing_else(heading: &str) -> bool {
    let own = |word: &str| {
        is_count(word)
            || [FieldSays::Beside, FieldSays::Against]
                .iter()
                .any(|says| is(Field::Quantity, *says, word))
            || is(Field::AcquiredOn, FieldSays::Dated, word)
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts(heading).iter().all(|word| own(word))
}

/// Whether a heading says that its column is of ages.
pub(super) fn is_of_ages(heading: &str) -> bool {
    parts(heading).iter().any(|word| is(Field::AcquiredOn, FieldSays::Ages, word))
}

/// Whether a heading is ages from one to another, and no more: `- de 3 ans`, `3 à 5 ans`.
fn is_a_span_of_ages(words: &[String]) -> bool {
    const YEARS: [&str; 9] = ["an", "ans", "year", "years", "yrs", "jahre", "anos", "anni", "jaar"];
    const SPANS: [&str; 14] = [
        "de", "a", "et", "entre", "moins", "plus", "of", "to", "than", "less", "more", "over",
        "under", "bis",
    ];
    let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let years = |word: &String| YEARS.contains(&word.as_str());
    let span = |word: &String| number(word) || years(word) || SPANS.contains(&word.as_str());
    words.iter().any(number) && words.iter().any(years) && words.iter().all(span)
}

/// Whether a heading says a span of ages: `3 à 5 ans`.
pub(super) fn is_ages(heading: &str) -> bool {
    is_a_span_of_ages(&parts(heading))
}

/// Whether a heading is a short word for a number before several things: `No. of units`, `N. pezzi`;
/// before one, it is what tells it apart (`N° poste`).
fn numbers_of(words: &[String]) -> bool {
    const SHORT: [&str; 6] = ["no", "n", "nr", "num", "nro", "numero"];
    const SEVERAL: [&str; 4] = ["pezzi", "stuck", "gerate", "unita"];
    let Some((first, rest)) = words.split_first() else { return false };
    let counted = |word: &String| is_count(word) || is(Field::Quantity, FieldSays::Beside, word);
    let several = |word: &String| word.ends_with('s') || SEVERAL.contains(&word.as_str());
    SHORT.contains(&first.as_str())
        && rest.iter().all(counted)
        && rest.last().is_some_and(|last| several(last) && last.len() > 3)
}

/// What a heading counts, folded: `Nb d'écrans` counts `ecrans`.
pub(super) fn counted_thing(heading: &str) -> Option<String> {
    const OF: [&str; 8] = ["de", "d", "des", "du", "of", "di", "von", "van"];
    let mut words = parts(heading);
    // Behind what it counts, in brackets or not: `PC (nb)`, `Écrans - quantité`.
    let behind = words.len() > 1
        && words.last().is_some_and(|last| {
            let calls = COUNT_OR_CALL.contains(&last.as_str());
            is_count(last) && (!calls || counts_or_calls(last, heading, &words))
        });
    if behind {
        words.pop();
        if !is_count(&words[0]) {
            return Some(words.join(" "));
        }
    }
    let (first, rest) = words.split_first()?;
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let rest = rest.strip_prefix(&["of"]).unwrap_or(&rest);
    let start = rest.iter().position(|word| !OF.contains(word))?;
    is_count(first).then(|| rest[start..].join(" "))
}

/// Words that count several, and call one.
const COUNT_OR_CALL: [&str; 2] = ["nombre", "number"];

/// Whether the last word of a heading, one that may call a machine, counts several: `PC number` and the
/// Spanish `PC nombre` call one, `PC (number)`, `PC - nombre` and `PCs number` count them.
fn counts_or_calls(last: &str, heading: &str, words: &[String]) -> bool {
    let own = heading.trim_end_matches(|c: char| !c.is_alphabetic());
    let before = own.trim_end_matches(char::is_alphabetic).trim_end();
    let is_apart = before.ends_with(['(', '[', ':', '–']) || before.ends_with(" -");
    let several = words[..words.len() - 1].last();
    COUNT_OR_CALL.contains(&last)
        && (is_apart || several.is_some_and(|word| word.len() > 2 && word.ends_with(['s', 'x'])))
}

/// Whether a heading ends with a word that calls the thing before it: `PC number`.
pub(super) fn calls_one(heading: &str) -> bool {
    let words = parts(heading);
    let [.., before, last] = &words[..] else { return false };
    COUNT_OR_CALL.contains(&last.as_str())
        && !counts_or_calls(last, heading, &words)
        && !is_count(before)
        && !["total", "global"].contains(&before.as_str())
}

/// Whether a heading begins with a word that calls what follows as often as it counts it: `Numéro PC`.
pub(super) fn calls_ahead(heading: &str) -> bool {
    const NUMBER: [&str; 6] = ["numero", "num", "n", "no", "nr", "nro"];
    parts(heading).first().is_some_and(|first| NUMBER.contains(&first.as_str()))
}

/// The days of leaving, which are looked for first: what left is the less for it.
pub(super) const LEFT: [Field; 2] = [Field::ExitedOn, Field::DecommissionedOn];

/// The field of the days below a heading, if it says one; `Err` where it says that they are of
/// something else than the coming or the leaving of a machine.
pub(super) fn days(heading: &str) -> Result<Option<Field>, ()> {
    let words = parts(heading);
    // « Sorti de l'inventaire » says of what a machine left, and no day of an inventory.
    let of_lists = |word: &str| ["inventaire", "inventory", "inventario"].contains(&word);
    let left = words
        .first()
        .is_some_and(|first| LEFT.into_iter().any(|field| begins(field, FieldSays::Begins, first)));
    let against = |word: &&String| !(left && of_lists(word));
    if words.iter().filter(against).any(|word| begins(Field::AcquiredOn, FieldSays::Against, word))
    {
        return Err(());
    }
    let came = [Field::AcquiredOn, Field::DeliveredOn, Field::InServiceOn, Field::OrderedOn];
    let says = |field: &Field| words.iter().any(|word| begins(*field, FieldSays::Begins, word));
    Ok(LEFT.into_iter().chain(came).find(says))
}

/// Whether a heading says that its column is of days, whatever they are of.
pub(super) fn is_dated(heading: &str) -> bool {
    parts(heading).iter().any(|word| is(Field::AcquiredOn, FieldSays::Dated, word))
}

/// Whether a heading says that its column describes things: it may hold their models.
pub(super) fn describes(heading: &str) -> bool {
    parts(heading).iter().any(|word| is(Field::Model, FieldSays::Described, word))
}

/// Whether a heading says that its column is of comments.
pub(super) fn comments(heading: &str) -> bool {
    parts(heading).iter().any(|word| begins(Field::Status, FieldSays::Comments, word))
}

/// Whether one of these words stands in a heading, whole, or as several of it: `marque` is in
/// `Marques`, and not in `Remarques`.
pub(super) fn names(heading: &str, own: &[&str]) -> bool {
    let is = |word: &String| {
        own.iter().any(|own| word.strip_prefix(own).is_some_and(|rest| matches!(rest, "" | "s")))
    };
    parts(heading).iter().any(is)
}

/// Whether a heading says that its column is not this field.
pub(super) fn against(field: Field, heading: &str) -> bool {
    parts(heading).iter().any(|word| is(field, FieldSays::Against, word))
}

/// Whether a heading says that its column is of names, which may hold words of types.
pub(super) fn is_of_names(heading: &str) -> bool {
    parts(heading).iter().any(|word| is(Field::EquipmentType, FieldSays::Named, word))
}

/// Whether a heading of storage says that it is flash, or discs: a `Disque` may be either.
pub(crate) fn says_its_kind(heading: &str) -> bool {
    fold(heading).split(' ').any(|word| ["ssd", "nvme", "flash", "emmc", "hdd"].contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        for row in include_str!("column-words.csv").lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            assert!(line(cells[0], cells[1], cells[2]).is_some() && cells.len() == 3, "{row}");
            assert_eq!(fold(cells[2]), cells[2], "{row}");
        }
    }

    #[test]
    fn a_heading_counts_units_or_something_else() {
        for heading in [
            "Nombre de postes",
            "Nb. unités",
            "Qté totale",
            "Number of devices",
            "QTY",
            "DeviceCount",
            "Q.tà",
            "Pezzi",
            "Effectif",
            "Nb PC",
            "Quantité en service",
            "How many",
            "Wie viele",
        ] {
            assert_eq!(counts(heading), CountsUnits::Yes, "{heading}");
        }
        for heading in [
            "Nombre de ports",
            "CPU count",
            "Étage",
            "N°",
            "Nombre d'utilisateurs",
            "# VMs",
            "Prix",
        ] {
            assert_eq!(counts(heading), CountsUnits::No, "{heading}");
        }
        for heading in ["No. of units", "N. pezzi", "Nº equipos", "N° d'équipements"] {
            assert_eq!(counts(heading), CountsUnits::Head, "{heading}");
        }
        for heading in ["N° poste", "N° de PC", "No. of ports", "Numéro d'unité"] {
            assert_eq!(counts(heading), CountsUnits::No, "{heading}");
        }
        for heading in
            ["Stock", "Lyon", "Nombre de pannes", "Amount", "- de 3 ans", "3 à 5 ans", "+ de 5 ans"]
        {
            assert_eq!(counts(heading), CountsUnits::Silent, "{heading}");
        }
        assert_eq!(counts("Qté livrée en mairie"), CountsUnits::Head);
        assert_eq!(counts("Nombre d'écrans"), CountsUnits::Thing("ecran".into()));
        assert_eq!(counted_thing("Nb d'écrans 24 pouces").as_deref(), Some("ecrans 24 pouces"));
        assert_eq!(counted_thing("Écrans"), None);
        assert_eq!(counted_thing("PC (nb)").as_deref(), Some("pc"));
        assert_eq!(counted_thing("Écrans 24\" - Quantité").as_deref(), Some("ecrans 24"));
        assert_eq!(counted_thing("Nombre de PC (unités)").as_deref(), Some("pc"));
        for heading in ["PC (number)", "PC [nombre]", "PC - Nombre", "PC : number", "PC (count)"] {
            assert_eq!(counted_thing(heading).as_deref(), Some("pc"), "{heading}");
        }
        for word in ["Menge", "Stück", "Aantal", "pezzi", "cantidad", "Stk.", "Q.tà", "nbre"] {
            for heading in [format!("PC ({word})"), format!("PC {word}")] {
                assert_eq!(counted_thing(&heading).as_deref(), Some("pc"), "{heading}");
            }
        }
        assert_eq!(counted_thing("PCs number").as_deref(), Some("pcs"));
        assert_eq!(counted_thing("Écrans nombre").as_deref(), Some("ecrans"));
        for heading in ["PC number", "Phone number", "PC-number", "Numéro PC", "Portatil nombre"] {
            assert_eq!(counted_thing(heading), None, "{heading}");
            assert_eq!(counts(heading), CountsUnits::No, "{heading}");
        }
        assert_eq!(counts("Total number"), CountsUnits::Yes);
    }

    #[test]
    fn a_heading_says_of_what_its_days_are() {
        assert_eq!(days("Acquis le"), Ok(Some(Field::AcquiredOn)));
        assert_eq!(days("purchase_year"), Ok(Some(Field::AcquiredOn)));
        assert_eq!(days("Dt livraison"), Ok(Some(Field::DeliveredOn)));
        assert_eq!(days("Mis en service"), Ok(Some(Field::InServiceOn)));
        assert_eq!(days("Sorti le"), Ok(Some(Field::ExitedOn)));
        assert_eq!(days("Réformé le"), Ok(Some(Field::DecommissionedOn)));
        assert_eq!(days("Sortie d'inventaire le"), Ok(Some(Field::ExitedOn)));
        assert_eq!(days("Depuis"), Ok(None));
        for heading in [
            "Fin de garantie",
            "Date achat licence",
            "Dernier inventaire",
            "LastSeen",
            "Order number",
            "Prix d'achat",
            "Sortie prévue",
        ] {
            assert_eq!(days(heading), Err(()), "{heading}");
        }
    }
}
