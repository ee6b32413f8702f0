//! How many of it a name says there are: `2 x P2422H`, `Latitude 5420 x4`, `P2422H (x2)`.

use ground::table::fold;

/// Where a name stands that may say how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedWhere {
    /// In a column of models, of one machine a row: what a name may end with is of the name
    /// (`EliteDesk 800 x2`), and so is a rating before it (`2 x 16 Go`).
    AsAModel,
    /// In a list of machines, below a heading that says what they are: `P2422H x2` counts two.
    InAList,
}

/// How many of it a name says there are, and the name.
///
/// A number counts before an `x` that a space follows (`2 x P2422H`, `2x P2422H`), within brackets
/// (`P2422H (x2)`, `P2422H (x 2)`), and at the end behind an `x` that a space precedes. That end may be
/// the name's own: behind one that has no figure yet (`ThinkPad x13`), a model takes it so whatever
/// the number, and behind any other where it is one or two (`EliteDesk 800 x2`). In a list, whose
/// machines are several, it counts from one on, but behind `ThinkPad`.
pub fn counted_name(text: &str, stands: CountedWhere) -> (Option<u16>, &str) {
    let text = text.trim();
    before(text, stands)
        .or_else(|| behind(text, stands))
        .map_or((None, text), |(units, name)| (Some(units), name))
}

/// `2 x P2422H`.
fn before(text: &str, stands: CountedWhere) -> Option<(u16, &str)> {
    let digits = text.len() - text.trim_start_matches(is_digit).len();
    let units = text[..digits].parse().ok().filter(|units| (1..=999).contains(units))?;
    let name = text[digits..].trim_start().strip_prefix(['x', 'X', '×', '*'])?;
    let own = name.trim();
    (name.starts_with(' ') && (stands == CountedWhere::InAList || is_of_a_model(own)))
        .then_some((units, own))
}

/// `Latitude 5420 x4`, `P2422H (x2)`.
fn behind(text: &str, stands: CountedWhere) -> Option<(u16, &str)> {
    let end = text.trim_end_matches(')').trim_end();
    let own = end.trim_end_matches(is_digit);
    let units = end[own.len()..].parse().ok().filter(|units| (1..=99).contains(units))?;
    // `X1` is a name's own end, and `x2` says two.
    let marked = own.trim_end().strip_suffix(['x', '×'])?;
    let name = marked.trim_end_matches('(');
    let (is_bracketed, own) = (name.len() < marked.len(), name.trim());
    let last = own.rsplit(' ').next().unwrap_or("");
    let counts = match stands {
        _ if is_bracketed => true,
        CountedWhere::AsAModel => units > 2 && last.contains(is_digit),
        CountedWhere::InAList => !last.eq_ignore_ascii_case("thinkpad"),
    };
    (name.ends_with(' ') && !own.is_empty() && counts).then_some((units, own))
}

/// Whether what a number stands before may be the name of a model, and no rating.
fn is_of_a_model(name: &str) -> bool {
    let behind = name.trim_start_matches(is_digit).trim_start();
    !measures(name)
        && !measures(behind)
        && name.len() > 2
        && name.starts_with(|c: char| c.is_alphanumeric())
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a number before these words is of one thing: `24 ports`, `2 en 1`, `27 pouces`, `1500 VA`.
pub fn measures(named: &str) -> bool {
    // A space apart, in the singular: sizes, parts of a machine, ratings, times.
    const UNITS: &str = "en in u port voie way bay baie pouce po inch inche mm cm m kg g k p \
        go gb to tb mo mb ko kb po pb gig giga gigabit bit ge gbe fe gbps gbit mbps poe sfp rj45 \
        core coeur thread cpu socket processeur node noeud disk disque drive slot channel canal \
        canaux ch ligne line user \
        va kva w kw watt v volt a ah wh mah phase hz khz mhz ghz \
        mp mpx megapixel ppm cpm dpi lm lumen mois month an year";
    let folded = fold(named);
    let first = folded.split(' ').next().unwrap_or("");
    let single = first.strip_suffix('s').unwrap_or(first);
    UNITS.split_whitespace().any(|unit| unit == first || unit == single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_of_how_many_it_is() {
        for (name, in_a_list, as_a_model) in [
            ("2 x P2422H", (Some(2), "P2422H"), Some(2)),
            ("2x P2422H", (Some(2), "P2422H"), Some(2)),
            ("12 × OptiPlex 3080", (Some(12), "OptiPlex 3080"), Some(12)),
            ("120 x P2422H", (Some(120), "P2422H"), Some(120)),
            ("2 x 24 pouces", (Some(2), "24 pouces"), None),
            ("2 x 16 Go", (Some(2), "16 Go"), None),
            ("P2422H (x 2)", (Some(2), "P2422H"), Some(2)),
            ("P2422H (x2)", (Some(2), "P2422H"), Some(2)),
            ("iPad (x12)", (Some(12), "iPad"), Some(12)),
            // What a name may end with.
            ("P2422H x2", (Some(2), "P2422H"), None),
            ("EliteDesk 800 x2", (Some(2), "EliteDesk 800"), None),
            ("Latitude 5420 x4", (Some(4), "Latitude 5420"), Some(4)),
            ("P2422H x4", (Some(4), "P2422H"), Some(4)),
            ("P2422H x 12", (Some(12), "P2422H"), Some(12)),
            ("iPad x12", (Some(12), "iPad"), None),
            ("ThinkPad x13", (None, "ThinkPad x13"), None),
            ("Spectre x360", (None, "Spectre x360"), None),
            // Names.
            ("P2422H", (None, "P2422H"), None),
            ("X240", (None, "X240"), None),
            ("x2", (None, "x2"), None),
            ("ThinkPad X1", (None, "ThinkPad X1"), None),
            ("ThinkPad X13", (None, "ThinkPad X13"), None),
            ("24 pouces", (None, "24 pouces"), None),
            ("XB273", (None, "XB273"), None),
            ("Surface Laptop X 2", (None, "Surface Laptop X 2"), None),
            ("HP Elite x2 1012", (None, "HP Elite x2 1012"), None),
        ] {
            assert_eq!(counted_name(name, CountedWhere::InAList), in_a_list, "{name}");
            assert_eq!(counted_name(name, CountedWhere::AsAModel).0, as_a_model, "{name}");
        }
    }
}
