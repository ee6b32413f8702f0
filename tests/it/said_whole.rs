//! What is a part, or a guess, is said to be one; and the largest stands where the largest is shown.

use crate::support::Folder;

const CLOUD: &str =
    "equipment_id,equipment_type,quantity,acquired_on,manufacturer,model,cloud_region,hours\n";

fn cloud(acquired: &str, hours: &str) -> Folder {
    let row = format!("c1,cloud_instance,1,{acquired},aws,m5.xlarge,eu-west-3,{hours}\n");
    Folder::new().with("inventories/2025.csv", format!("{CLOUD}{row}"))
}

/// 184 days of 24 hours are 4,416: 7.84 kg.
#[test]
fn an_instance_without_hours_is_rented_from_its_date() {
    let said = |acquired: &str, hours: &str| {
        let ran = cloud(acquired, hours).run(&["assess", ".", "--detail", "--lang", "en"]);
        ran.out
    };
    let dated = said("2025-07-01", "");
    assert!(dated.contains("7.84 kg"), "{dated}");
    assert!(said("2025-07-01", "4416").contains("7.84 kg"));
    assert!(dated.contains("no hours of an instance: day and night"), "{dated}");
    assert!(!dated.contains("no date at all"), "{dated}");
    let undated = said("", "");
    assert!(undated.contains("15.5 kg") && undated.contains("no date at all"), "{undated}");
}

/// Primary energy has no factor for the making of laptops, nor for paper.
#[test]
fn a_partial_sum_of_the_first_criterion_never_looks_whole() {
    let laptops = "equipment_id,equipment_type,quantity,acquired_on\nL,laptop,20,2023-01-01\n";
    let services = "service,quantity,unit,country,period_start,period_end\npaper,50000,sheet,FR,2025-01-01,2025-12-31\n";
    let estate = Folder::new().with("inventories/2025.csv", laptops).with("services.csv", services);
    let short = estate.run(&["assess", ".", "--criteria", "pe", "--lang", "en"]).out;
    assert!(short.contains(" MJ (partial)"), "{short}");
    assert!(short.contains("Partial total, without 21 units: no factor"), "{short}");
    assert!(short.contains("1 without factor") && !short.contains(" 0 MJ"), "{short}");
    let long = estate.run(&["assess", ".", "--criteria", "pe", "--detail", "--lang", "en"]).out;
    assert!(long.contains("manufacturing to end of life       unknown"), "{long}");
    assert!(long.contains(" MJ (partial)") && !long.contains(" 0 MJ"), "{long}");
    let whole = estate.run(&["assess", ".", "--lang", "en"]).out;
    assert!(!whole.contains("artial"), "{whole}");
}

#[test]
fn the_difference_at_a_meter_is_drawn_where_it_is_the_largest() {
    let servers = "equipment_id,equipment_type,quantity,acquired_on,datacentre_id\nS,server,3,2023-01-01,DC1\n";
    let rooms = "datacentre_id,site,country,year,measured_kwh\nDC1,,FR,2025,900000\n";
    let estate = Folder::new().with("inventories/2025.csv", servers).with("datacentres.csv", rooms);
    estate.run(&["report", ".", "--lang", "en", "--out", "r.html"]);
    let page = estate.read("r.html");
    assert!(
        page.contains("stage by stage: “difference at the meter of DC1” comes first"),
        "{page}"
    );
}
