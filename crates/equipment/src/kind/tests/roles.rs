//! What a machine is for, and names that say it in part.

use super::{code, told};

#[test]
fn a_known_server_in_a_role_of_software_is_a_server() {
    for role in
        ["Database", "Base de données", "VM Host", "Hyper-V", "Antivirus", "Application métier"]
    {
        let verdict = told(role, "Dell", "PowerEdge R640", "");
        assert_eq!(code(verdict.answer), "server", "{role}");
    }
    assert_eq!(code(told("Licence", "Dell", "PowerEdge R640", "").answer), "software");
    assert_eq!(code(told("Database", "Oracle", "Oracle 19c", "").answer), "software");
}

#[test]
fn tablets_without_their_whole_name_are_no_telephones() {
    for (maker, model) in [
        ("", "Samsung Tab Active 3"),
        ("Samsung", "Tab A7"),
        ("", "Xiaomi Pad 5"),
        ("", "Redmi Pad"),
        ("", "SM-T570"),
        ("Samsung", "SM-T570"),
    ] {
        assert_eq!(code(told("", maker, model, "").answer), "tablet", "{maker} {model}");
        assert_eq!(code(told("Mobile", maker, model, "").answer), "tablet", "{maker} {model}");
    }
    assert_eq!(code(told("", "", "Redmi Note 9", "").answer), "smartphone");
}
