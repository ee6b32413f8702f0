//! What a forecast says of what it stands on.

use crate::support::Folder;
use serde_json::Value;

/// What a command says that it assumes, in English.
#[track_caller]
fn assumed(folder: &Folder, args: &[&str]) -> String {
    let ran = folder.run(&[args, &["--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    all["assumed"].to_string()
}

const HEAD: &str = "equipment_id,equipment_type,acquired_on,acquisition_mode,price_eur";

#[test]
fn a_price_that_stands_in_for_another_condition_is_said() {
    let rows = |used: &str| {
        format!("{HEAD}\nL1,laptop,2022-01-01,new,\nL2,laptop,2022-01-01,refurbished,{used}\n")
    };
    let said = |used: &str| {
        let folder = Folder::new().with("2025.csv", rows(used));
        let text = folder.run(&["renewals", "2025.csv", "--lang", "en"]).out;
        (assumed(&folder, &["renewals", "2025.csv"]), text)
    };
    let stands_in = "price of new ones unknown, that of refurbished ones is counted";
    let (json, text) = said("300");
    assert!(json.contains(stands_in) && text.contains(stands_in), "{text}");
    // Where neither has a price there is none to stand in.
    let (json, text) = said("");
    assert!(!json.contains(stands_in) && !text.contains(stands_in), "{text}");
}

#[test]
fn years_that_are_no_calendar_years_are_said() {
    let folder = Folder::new().with("2024.csv", format!("{HEAD}\nL1,laptop,2022-01-01,new,900\n"));
    for command in ["renewals", "scenario"] {
        let args = [command, "2024.csv", "--year", "2024"];
        let since = assumed(&folder, &[&args[..], &["--as-of", "2024-06-30"]].concat());
        assert!(since.contains("twelve months from 2024-06-30"), "{command}: {since}");
        assert!(!assumed(&folder, &args).contains("twelve months"), "{command}");
    }
}
