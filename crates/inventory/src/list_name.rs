//! What a list of a tool is called: numbers count from 1 in each, and stand behind its name.

use std::path::Path;

/// The name of a list: its file's, without ending, year and what lies about the year, so that it
/// is the same the year after.
pub fn list_name(file: &str) -> String {
    let stem = Path::new(file)
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let is_year = |part: &&str| {
        part.len() == 4 && part.starts_with("20") && part.bytes().all(|b| b.is_ascii_digit())
    };
    let parts: Vec<&str> = stem
        .split(['-', '_', ' ', '.'])
        .filter(|part| !part.is_empty() && !is_year(part))
        .collect();
    if parts.is_empty() { "liste".to_owned() } else { parts.join("-") }
}

/// What a machine is called whose number another list of the same estate has given already: by its list,
/// and its number in it.
pub fn name_in_list(file: &str, own: &str) -> String {
    format!("{}:{own}", list_name(file))
}

/// The list and the number of an identifier that counts in a list: `12`, or `moniteurs:12`; nothing of
/// any other.
pub fn number_in_list(id: &str) -> Option<(Option<&str>, &str)> {
    let (list, number) = id.rsplit_once(':').map_or((None, id), |(list, own)| (Some(list), own));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some((list, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_name_from_one_year_to_the_next() {
        assert_eq!(list_name("inventories/2025-moniteurs.csv"), "moniteurs");
        assert_eq!(list_name("moniteurs.2026.xlsx"), "moniteurs");
        assert_eq!(list_name("2025.csv"), "liste");
        assert_eq!(name_in_list("2025-moniteurs.csv", "12"), "moniteurs:12");
    }

    #[test]
    fn a_number_counts_in_its_list() {
        assert_eq!(number_in_list("12"), Some((None, "12")));
        assert_eq!(number_in_list("site-b:12"), Some((Some("site-b"), "12")));
        for other in ["PC12", "site-b:PC12", "", "a:", "12b"] {
            assert_eq!(number_in_list(other), None, "{other}");
        }
    }
}
