//! Energy of an existing Prometheus, a day at a time, as rows of `usage/`.
//!
//! A machine that several exporters watch is taken from the best of them alone: the platform's
//! counter holds the processor's, and both are never added.

use crate::measured::Machines;
use ground::table::masked;
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A day's watt-hours of a power: the mean of each five minutes that have one, a twelfth of an hour
/// each. A machine that was scraped for an hour has an hour's energy, and no day's. A second less
/// than a day, so that no version counts the midnight before; a millisecond earlier, so that what
/// was scraped at a midnight is of the day that begins.
const WATTS: &str = "sum_over_time(avg_over_time({}[5m] offset 1ms)[86399s:5m]) / 12";

/// A series, best first: its name, the question of a day's watt-hours by machine, and the grade.
pub const SERIES: [(&str, &str, char); 8] = [
    ("ipmi_dcmi_power_consumption_watts", WATTS, 'A'),
    ("ipmi_power_watts", WATTS, 'A'),
    ("node_rapl_psys_joules_total", "increase({}[1d]) / 3600", 'B'),
    ("kepler_node_platform_joules_total", "increase({}[1d]) / 3600", 'B'),
    ("scaph_host_energy_microjoules", "increase({}[1d]) / 3600000000", 'C'),
    ("kepler_node_package_joules_total", "increase({}[1d]) / 3600", 'C'),
    ("node_rapl_package_joules_total", "increase({}[1d]) / 3600", 'C'),
    ("kepler_node_cpu_joules_total", "increase({}[1d]) / 3600", 'C'),
];

/// The longest answer.
const MOST: u64 = 64 * 1024 * 1024;

/// Why nothing is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromFault {
    /// No answer, in the client's words.
    Network(String),
    /// It answered something else than series.
    Answer(String),
    /// It names a machine by its address, which no estate may keep.
    Address,
}

/// Asks a Prometheus for each day of a period, midnight to midnight UTC.
///
/// # Errors
/// It does not answer, or answers something else.
pub fn ask(base: &str, label: &str, first: i32, last: i32) -> Result<Machines, PromFault> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(std::time::Duration::from_mins(2)))
        .build();
    let client: ureq::Agent = config.new_agent();
    let mut machines = Machines::new();
    for (name, question, grade) in SERIES {
        let question = format!("sum by ({label}) ({})", question.replace("{}", name));
        // The answer at a midnight is about the day before it.
        let seconds = |day: i32| (i64::from(day) + 1) * 86_400;
        let mut response = client
            .get(format!("{}/api/v1/query_range", base.trim_end_matches('/')))
            .query("query", &question)
            .query("start", seconds(first).to_string())
            .query("end", seconds(last).to_string())
            .query("step", "86400")
            .call()
            .map_err(|error| PromFault::Network(error.to_string()))?;
        let status = response.status().as_u16();
        let read = response.body_mut().with_config().limit(MOST).read_to_vec();
        let bytes = read.map_err(|error| PromFault::Network(error.to_string()))?;
        let body: Value = serde_json::from_slice(&bytes)
            .map_err(|_| PromFault::Answer(format!("status {status}, and no JSON")))?;
        take(&body, label, grade, &mut machines)?;
    }
    Ok(machines)
}

/// Takes the series of an answer, of machines that no better series has.
fn take(body: &Value, label: &str, grade: char, into: &mut Machines) -> Result<(), PromFault> {
    if body["status"] != "success" {
        let said = body["error"].as_str().unwrap_or("no `status` of success");
        return Err(PromFault::Answer(said.chars().take(200).collect()));
    }
    let series = body["data"]["result"].as_array();
    let series = series.ok_or_else(|| PromFault::Answer("no `data.result`".to_owned()))?;
    let mut found = Machines::new();
    for one in series {
        let Some(instance) = one["metric"][label].as_str() else { continue };
        let days = one["values"].as_array().into_iter().flatten().filter_map(|pair| {
            let at = pair[0].as_f64()?;
            let wh: f64 = pair[1].as_str()?.parse().ok()?;
            #[expect(clippy::cast_possible_truncation, reason = "days since 1970")]
            let day = (at / 86_400.0).floor() as i32 - 1;
            (wh.is_finite() && wh > 0.0).then_some((day, wh))
        });
        let days: BTreeMap<i32, f64> = days.collect();
        if !days.is_empty() {
            let machine = machine_of(instance);
            // What is masked in a table is one machine for all of them.
            if masked(&machine) != machine {
                return Err(PromFault::Address);
            }
            found.insert(machine, (grade, days));
        }
    }
    for (machine, days) in found {
        into.entry(machine).or_insert(days);
    }
    Ok(())
}

/// The machine of an address: its port is the exporter's.
fn machine_of(instance: &str) -> String {
    if instance.parse::<IpAddr>().is_ok() {
        return instance.to_owned();
    }
    match instance.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => {
            host.trim_matches(['[', ']']).to_owned()
        }
        _ => instance.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{PromFault, machine_of, take};
    use crate::measured::{Machines, Standing, csv};
    use serde_json::json;

    fn answer(instance: &str, values: &[(i64, &str)]) -> serde_json::Value {
        let values: Vec<_> = values.iter().map(|(day, wh)| json!([day * 86_400, wh])).collect();
        json!({"status": "success", "data": {"resultType": "matrix", "result": [
            {"metric": {"instance": instance}, "values": values}]}})
    }

    #[test]
    fn the_platform_and_the_processor_are_never_added() {
        let mut machines = Machines::new();
        take(&answer("srv1:9100", &[(20_780, "1200")]), "instance", 'B', &mut machines).unwrap();
        take(&answer("srv1:9100", &[(20_780, "700")]), "instance", 'C', &mut machines).unwrap();
        let text = String::from_utf8(csv(&machines, "prometheus", &Standing::default())).unwrap();
        // The answer at the midnight of the 23rd is about the 22nd.
        assert_eq!(text.lines().nth(1), Some("srv1,2026-11-22,2026-11-22,1.2,,prometheus,B"));
        assert_eq!(text.lines().count(), 2);
    }

    #[test]
    fn a_day_that_is_missing_stays_unknown() {
        let mut machines = Machines::new();
        let values = [(20_780, "1000"), (20_781, "1000"), (20_782, "NaN"), (20_783, "500")];
        take(&answer("srv1", &values), "instance", 'C', &mut machines).unwrap();
        let text = String::from_utf8(csv(&machines, "prometheus", &Standing::default())).unwrap();
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows[0], "srv1,2026-11-22,2026-11-23,2,,prometheus,C");
        assert_eq!(rows[1], "srv1,2026-11-25,2026-11-25,0.5,,prometheus,C");
    }

    #[test]
    fn what_is_no_answer_of_series_is_said() {
        let told = take(
            &json!({"status": "error", "error": "bad"}),
            "instance",
            'A',
            &mut Machines::new(),
        );
        assert_eq!(told, Err(PromFault::Answer("bad".to_owned())));
        assert_eq!(machine_of("[::1]:9100"), "::1");
        assert_eq!(machine_of("srv1"), "srv1");
    }

    #[test]
    fn a_machine_named_by_its_address_alone_is_not_taken() {
        for instance in [
            "node-192.0.2.7:9100",
            "192.0.2.7:9100",
            "192.0.2.7",
            "[2001:db8::7]:9100",
            "2001:db8::7",
        ] {
            let told =
                take(&answer(instance, &[(20_780, "1200")]), "instance", 'B', &mut Machines::new());
            assert_eq!(told, Err(PromFault::Address), "{instance}");
        }
    }

    #[test]
    fn an_hours_power_is_an_hours_energy() {
        // 12 means of 100 W, a twelfth of an hour each: 100 Wh, and not 2,400.
        let power = super::SERIES[0];
        assert_eq!(power.0, "ipmi_dcmi_power_consumption_watts");
        assert_eq!(power.1, "sum_over_time(avg_over_time({}[5m] offset 1ms)[86399s:5m]) / 12");
    }
}
