//! Lenovo's machine types: what `10M8S2D400` says of a machine that has no other name.

/// The type of equipment of a Lenovo machine type and model, `10M8S2D400`, alone or before a name.
///
/// The first two characters tell the family. Ten letters and digits, some of each.
///
/// # Source
///
/// The families as Lenovo numbers them: 10, 11, 12 `ThinkCentre`; 20, 21 `ThinkPad`; 30
/// `ThinkStation`; 80 to 83 `IdeaPad`; F0 `IdeaCentre` all-in-one; 60 to 63 `ThinkVision`; ZA tablets.
pub(super) fn type_of_machine_type(model: &str) -> Option<&'static str> {
    let word = model.split_whitespace().next()?;
    let sound = word.len() == 10
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && word.bytes().filter(u8::is_ascii_digit).count() >= 3;
    if sound { type_of_family(word) } else { None }
}

/// As [`type_of_machine_type`], of the machine type alone, `20XW`, of which only the maker says that it
/// is one.
pub(super) fn type_of_short_type(model: &str) -> Option<&'static str> {
    let word = model.trim();
    let sound = word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_uppercase());
    if sound { type_of_family(word) } else { None }
}

fn type_of_family(word: &str) -> Option<&'static str> {
    Some(match &word[..2] {
        "10" | "11" | "12" => "desktop",
        "20" | "21" | "80" | "81" | "82" | "83" => "laptop",
        "30" => "workstation",
        "F0" => "all_in_one",
        "60" | "61" | "62" | "63" => "monitor",
        "ZA" => "tablet",
        _ => return None,
    })
}

/// A model without the machine type before its name: `11AAS04700 ThinkCentre M75s`.
pub fn without_machine_type(model: &str) -> &str {
    match model.split_once(' ') {
        Some((first, rest)) if type_of_machine_type(first).is_some() && !rest.trim().is_empty() => {
            rest.trim()
        }
        _ => model,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_types_tell_their_family() {
        assert_eq!(type_of_machine_type("10M8S2D400"), Some("desktop"));
        assert_eq!(type_of_machine_type("11AAS04700 ThinkCentre M75s"), Some("desktop"));
        assert_eq!(type_of_machine_type("20L6S2XB00"), Some("laptop"));
        assert_eq!(type_of_short_type("20XW"), Some("laptop"));
        assert_eq!(type_of_short_type("2024"), None);
        assert_eq!(type_of_short_type("T480"), None);
        assert_eq!(type_of_machine_type("ThinkPad T480"), None);
        assert_eq!(type_of_machine_type("1099887766"), None, "a number is no machine type");
    }

    #[test]
    fn a_machine_type_before_a_name_is_left_out() {
        assert_eq!(without_machine_type("11AAS04700 ThinkCentre M75s"), "ThinkCentre M75s");
        assert_eq!(without_machine_type("10M8S2D400"), "10M8S2D400");
        assert_eq!(without_machine_type("EliteBook 840 G5"), "EliteBook 840 G5");
    }
}
