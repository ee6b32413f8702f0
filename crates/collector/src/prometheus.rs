//! Energy of an existing Prometheus, a day at a time, as rows of `usage/`.
//!
//! A machine that several exporters watch is taken from the best of them alone: the platform's
//! counter holds the processor's, and both are never added.

use crate::measured::{MOST_WH, MachineDays};
use ground::fault::harmless;
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

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrometheusSeries {
    /// The machines, with their days.
    pub machines: MachineDays,
    /// Series of machines named by an address or after somebody, which are not kept.
    pub unnamed: usize,
    /// Days of which two series of one machine say something else: neither is taken.
    pub twice: usize,
    /// Days of more energy than any machine takes, which are not taken.
    pub beyond: usize,
    /// How each machine is written, by its name in small letters: in capitals it is the same.
    spelt: BTreeMap<String, String>,
}

impl PrometheusSeries {
    /// What a machine's days stand under until all series are read.
    fn key(&mut self, machine: String) -> String {
        let key = machine.to_lowercase();
        let spelt = self.spelt.entry(key.clone()).or_insert_with(|| machine.clone());
        // Of two ways one, whichever came first.
        if machine < *spelt {
            *spelt = machine;
        }
        key
    }

    /// Gives the machines their names back.
    fn name(&mut self) {
        let (spelt, machines) = (&self.spelt, std::mem::take(&mut self.machines));
        let named = machines.into_iter().map(|(key, days)| match spelt.get(&key) {
            Some(name) => (name.clone(), days),
            None => (key, days),
        });
        self.machines = named.collect();
    }

    /// Machines of which the processor alone is measured: the rest of them is not in their energy.
    pub fn of_processors(&self) -> usize {
        self.machines.values().filter(|(grade, _)| *grade == 'C').count()
    }
}

/// An address without the name, the password and the question that it may hold: a token may stand in
/// the last. Signs of an address may stand in a password too: of what may be one, all is masked.
pub fn shown(url: &str) -> String {
    let (place, asked) = url.split_once(['?', '#']).map_or((url, None), |(to, on)| (to, Some(on)));
    let place = without_password(place, asked.is_some_and(|asked| asked.contains('@')));
    format!("{place}{}", if asked.is_some() { "?***" } else { "" })
}

fn without_password(url: &str, ends_in_question: bool) -> String {
    // One that lacks a stroke has a password all the same.
    let Some(at) = url.find(":/") else { return url.to_owned() };
    let (scheme, rest) = url.split_at(at + 1);
    let place = rest.trim_start_matches('/');
    let strokes = &rest[..rest.len() - place.len()];
    let authority = place.split('/').next().unwrap_or(place);
    // An address that was cut, or whose password goes on behind, has what is no port.
    let is_port = |text: &str| !ends_in_question && text.bytes().all(|sign| sign.is_ascii_digit());
    match place.rfind('@') {
        Some(at) => format!("{scheme}{strokes}***{}", &place[at..]),
        None if authority.rsplit_once(':').is_some_and(|(_, port)| !is_port(port)) => {
            format!("{scheme}{strokes}***")
        }
        None => url.to_owned(),
    }
}

/// Asks a Prometheus for each day of a period, midnight to midnight UTC.
///
/// # Errors
/// It does not answer, or answers something else.
pub fn ask(base: &str, label: &str, first: i32, last: i32) -> Result<PrometheusSeries, PromFault> {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(std::time::Duration::from_mins(2)))
        .build();
    let client: ureq::Agent = config.new_agent();
    let mut machines = PrometheusSeries::default();
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
    if machines.machines.is_empty() && machines.unnamed > 0 {
        return Err(PromFault::Address);
    }
    machines.name();
    Ok(machines)
}

/// Takes the series of an answer, of machines that no better series has.
fn take(
    body: &Value,
    label: &str,
    grade: char,
    into: &mut PrometheusSeries,
) -> Result<(), PromFault> {
    if body["status"] != "success" {
        let said = body["error"].as_str().unwrap_or("no `status` of success");
        return Err(PromFault::Answer(said.chars().take(200).collect()));
    }
    let series = body["data"]["result"].as_array();
    let series = series.ok_or_else(|| PromFault::Answer("no `data.result`".to_owned()))?;
    // What each machine's series say of a day; several say one thing, or nothing that is known.
    let mut found: BTreeMap<String, BTreeMap<i32, Option<f64>>> = BTreeMap::new();
    for one in series {
        let Some(instance) = one["metric"][label].as_str() else { continue };
        let machine = machine_of(instance);
        let days: BTreeMap<i32, f64> = one["values"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|pair| {
                let at = pair[0].as_f64()?;
                let wh: f64 = pair[1].as_str()?.parse().ok()?;
                #[expect(clippy::cast_possible_truncation, reason = "days since 1970")]
                let day = (at / 86_400.0).floor() as i32 - 1;
                (wh.is_finite() && wh > 0.0).then_some((day, wh))
            })
            .collect();
        if days.is_empty() {
            continue;
        }
        // What is masked in a table would be one machine for all of them, and a sign to a terminal
        // is no name.
        let clean = !machine.is_empty()
            && !machine.contains(char::is_control)
            && harmless(&machine) == machine;
        if !clean || masked(&machine) != machine || machine.parse::<IpAddr>().is_ok() {
            into.unnamed += 1;
            continue;
        }
        let own = found.entry(into.key(machine)).or_default();
        for (day, wh) in days {
            if wh > MOST_WH {
                into.beyond += 1;
                continue;
            }
            own.entry(day)
                .and_modify(|known| {
                    if known.take_if(|known| (*known - wh).abs() > wh * 1e-9).is_some() {
                        into.twice += 1;
                    }
                })
                .or_insert(Some(wh));
        }
    }
    for (machine, days) in found {
        let days: BTreeMap<i32, f64> =
            days.into_iter().filter_map(|(day, wh)| Some((day, wh?))).collect();
        if !days.is_empty() {
            into.machines.entry(machine).or_insert((grade, days));
        }
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
    use super::{PromFault, PrometheusSeries, machine_of, shown, take};
    use crate::measured::{FileBefore, csv};
    use serde_json::json;

    fn answer(instance: &str, values: &[(i64, &str)]) -> serde_json::Value {
        let values: Vec<_> = values.iter().map(|(day, wh)| json!([day * 86_400, wh])).collect();
        json!({"status": "success", "data": {"resultType": "matrix", "result": [
            {"metric": {"instance": instance}, "values": values}]}})
    }

    #[test]
    fn the_platform_and_the_processor_are_never_added() {
        let mut machines = PrometheusSeries::default();
        take(&answer("srv1:9100", &[(20_780, "1200")]), "instance", 'B', &mut machines).unwrap();
        take(&answer("srv1:9100", &[(20_780, "700")]), "instance", 'C', &mut machines).unwrap();
        let text = String::from_utf8(csv(&machines.machines, "prometheus", &FileBefore::default()))
            .unwrap();
        // The answer at the midnight of the 23rd is about the 22nd.
        assert_eq!(text.lines().nth(1), Some("srv1,2026-11-22,2026-11-22,1.2,,prometheus,B"));
        assert_eq!(text.lines().count(), 2);
    }

    #[test]
    fn a_day_that_is_missing_stays_unknown() {
        let mut machines = PrometheusSeries::default();
        let values = [(20_780, "1000"), (20_781, "1000"), (20_782, "NaN"), (20_783, "500")];
        take(&answer("srv1", &values), "instance", 'C', &mut machines).unwrap();
        let text = String::from_utf8(csv(&machines.machines, "prometheus", &FileBefore::default()))
            .unwrap();
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
            &mut PrometheusSeries::default(),
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
            "[::1]:9100",
            "::1",
        ] {
            let mut told = PrometheusSeries::default();
            take(&answer(instance, &[(20_780, "1200")]), "instance", 'B', &mut told).unwrap();
            take(&answer("srv1:9100", &[(20_780, "1200")]), "instance", 'B', &mut told).unwrap();
            let names: Vec<&str> = told.machines.keys().map(String::as_str).collect();
            assert_eq!((told.unnamed, names), (1, vec!["srv1"]), "{instance}");
        }
        let mut told = PrometheusSeries::default();
        for instance in
            ["a\u{1b}[31m:9100", "a\nb", "x\u{202e}y", ":9100", "jean.exemple@ville.test"]
        {
            take(&answer(instance, &[(20_780, "1200")]), "instance", 'B', &mut told).unwrap();
        }
        assert_eq!((told.unnamed, told.machines.len()), (5, 0));
    }

    #[test]
    fn two_series_of_one_machine_are_joined_and_where_they_differ_nothing_is_known() {
        let series = |first: &str, second: &str| {
            let one = |instance: &str, days: &[(i64, &str)]| {
                let body = answer(instance, days);
                body["data"]["result"][0].clone()
            };
            let one_of = one(first, &[(20_780, "1000"), (20_781, "1000"), (20_782, "1e7")]);
            let other = one(second, &[(20_781, "300"), (20_783, "500")]);
            json!({"status": "success", "data": {"result": [one_of, other]}})
        };
        let told = |body| {
            let mut told = PrometheusSeries::default();
            take(&body, "instance", 'B', &mut told).unwrap();
            told
        };
        let one = told(series("srv1:9100", "srv1:9101"));
        let days: Vec<_> = one.machines["srv1"].1.iter().map(|(day, wh)| (*day, *wh)).collect();
        assert_eq!(days, [(20_779, 1000.0), (20_782, 500.0)]);
        assert_eq!((one.twice, one.beyond, one.of_processors()), (1, 1, 0));
        // A name in capitals is that name, and is written in one way, whichever comes first.
        for (first, second) in [("SRV1:9100", "srv1"), ("srv1", "SRV1:9100")] {
            let mut both = told(series(first, second));
            assert_eq!(both.machines, one.machines);
            both.name();
            let names: Vec<&String> = both.machines.keys().collect();
            assert_eq!(names, ["SRV1"]);
        }
        // Whichever comes first.
        let mut turned = series("srv1:9100", "srv1:9101");
        turned["data"]["result"].as_array_mut().unwrap().reverse();
        assert_eq!(told(turned), one);
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        assert_eq!(shown("http://user:word@host:9090/x"), "http://***@host:9090/x");
        assert_eq!(shown("postgres://e:a/word@host:5432/x"), "postgres://***@host:5432/x");
        assert_eq!(shown("postgres://e:wo@rd/a@host/x"), "postgres://***@host/x");
        assert_eq!(shown("postgres://e:word"), "postgres://***");
        assert_eq!(shown("postgres://e:12?word@host/x"), "postgres://***?***");
        assert_eq!(shown("http://[::1]:9090/x"), "http://[::1]:9090/x");
        assert_eq!(shown("http://host:9090/x"), "http://host:9090/x");
        assert_eq!(shown("host:9090"), "host:9090");
        assert_eq!(shown("http://h/?token=word"), "http://h/?***");
        assert_eq!(shown("http://h?user:word@x#y"), "http://h?***");
    }

    #[test]
    fn an_hours_power_is_an_hours_energy() {
        // 12 means of 100 W, a twelfth of an hour each: 100 Wh, and not 2,400.
        let power = super::SERIES[0];
        assert_eq!(power.0, "ipmi_dcmi_power_consumption_watts");
        assert_eq!(power.1, "sum_over_time(avg_over_time({}[5m] offset 1ms)[86399s:5m]) / 12");
    }
}
