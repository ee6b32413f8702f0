//! What is worth trying: levers that can be done, written so that they are read back.

use super::{near, played, with, written};
use empreinte_change::scenario::worth_trying;

#[test]
fn names_of_rooms_are_written_so_that_they_are_read_back() {
    let rooms = "datacentre_id,country,pue,year\n\"Salle \"\"A\"\" = l'été\\2\",FR,1.9,2025\n";
    let text = "equipment_id;equipment_type;quantity;acquired_on;datacentre_id;annual_energy_kwh\n\
                S;server;10;2024-01-01;\"Salle \"\"A\"\" = l'été\\2\";1000\n";
    let files = [("datacentres.csv", rooms), ("inventories/2025.csv", text)];
    with(&files, None, |facts| {
        let levers = worth_trying(facts, &[1.0; 6]);
        let of_room = levers.iter().find(|one| one.lever.contains(".pue")).unwrap();
        assert_eq!(of_room.lever, "Salle \"A\" = l'été\\2.pue = 1.7");
        assert_eq!(of_room.option(), "'Salle \"A\" = l'\\''été\\2.pue=1.7'");
        // As a scenario has it, and as an option.
        let file = format!("[[lever]]\nset = {}\n", ground::word::of_toml(&of_room.lever));
        let there = written(facts, &file, &[1.0; 6]).together.cumulated.value;
        let option = played(facts, &["Salle \"A\" = l'été\\2.pue=1.7"], &[1.0; 6]);
        near(option.together.cumulated.value, there);
        near(there, of_room.gain);
    });
}

#[test]
fn one_in_five_is_told_of_five_or_more() {
    for (units, is_told) in [(1, false), (4, false), (5, true)] {
        let text = format!(
            "equipment_id;equipment_type;quantity;acquired_on\nS;server;{units};2024-01-01\n"
        );
        with(&[("inventories/2025.csv", &text)], None, |facts| {
            let levers = worth_trying(facts, &[1.0; 6]);
            let fewer = levers.iter().any(|one| one.lever == "server.count = -20%");
            assert_eq!(fewer, is_told, "{units}");
            assert!(levers.iter().any(|one| one.lever == "server.lifetime = +1"), "{units}");
        });
    }
}

/// Each lever is held against the years of what it moves alone: it comes to what the scenario of the whole
/// estate has it come to, whatever stands in the same room and however few people there are later.
#[test]
fn what_is_worth_trying_comes_to_what_its_scenario_does() {
    let rooms = "datacentre_id,country,pue,year\nRoom,FR,1.9,2025\nOther,DE,1.7,2025\n";
    let text = "\
equipment_id;equipment_type;quantity;status;acquired_on;datacentre_id;annual_energy_kwh
A;laptop;40;in_service;2019-03-01;;
B;laptop;15;in_stock;2024-03-01;Room;
C;desktop;30;in_service;2016-05-01;Room;150
D;monitor;90;in_service;2018-05-01;;
E;server;6;in_service;2021-05-01;Room;1000
F;server;9;in_service;2017-05-01;Other;
G;printer_laser;7;in_service;2015-01-01;;
H;smartphone;30;in_service;;;
";
    let files = [
        ("datacentres.csv", rooms),
        ("inventories/2025.csv", text),
        (
            "services.csv",
            "service,quantity,unit,period_start,period_end\npaper,200,ream,2025-01-01,2025-12-31\n",
        ),
    ];
    with(&files, None, |facts| {
        let people = [1.0, 0.8, 0.7, 0.9, 0.9, 0.5];
        let levers = worth_trying(facts, &people);
        assert!(levers.len() > 12, "{levers:?}");
        for one in &levers {
            let scenario = played(facts, &[&one.lever], &people);
            near(scenario.together.cumulated.value, one.gain);
        }
        let of = |word: &str| levers.iter().filter(|one| one.lever.contains(word)).count();
        assert_eq!([of(".pue"), of("server."), of("monitor."), of("paper.")], [2, 2, 3, 1]);
    });
}
