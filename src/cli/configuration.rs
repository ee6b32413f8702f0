//! `empreinte factors configuration` and `factors cloud`: a machine priced from its parts.

use clap::Args;
use empreinte::configuration::{
    Assumed, Configuration, MachineEstimate, MachineWords, Part, cloud, estimate_at,
};
use empreinte::factor::FactorSet;
use empreinte::fault::Fault;
use empreinte::lang::Lang;
use empreinte::quantity::{HOURS_OF_YEAR, Interval};
use empreinte::text;
use std::fmt::Write;

/// A machine, in the words of an inventory.
#[derive(Debug, Args)]
pub(super) struct MachineArgs {
    /// Processor, as the machine names it
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    cpu: String,
    /// Number of processors
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    cpu_count: String,
    /// Cores of one processor
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    cores: String,
    /// Memory: 256, or 8x32
    #[arg(
        long,
        value_name = "GB",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    ram_gb: String,
    /// SSD drives: 960, or 2x480
    #[arg(
        long,
        value_name = "GB",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    ssd_gb: String,
    /// Hard drives: 8000, or 4x2000
    #[arg(
        long,
        value_name = "GB",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    hdd_gb: String,
    /// Graphics cards by name, as the machine writes it: "4 x NVIDIA A100"
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    gpu: String,
    /// Number of graphics cards
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        default_value = "",
        hide_default_value = true
    )]
    gpu_count: String,
    /// What it is: server, storage, workstation or desktop
    #[arg(long = "type", value_name = "TYPE", default_value = "server")]
    kind: String,
    /// Its case: rack, blade or tower
    #[arg(long, value_name = "FORM", default_value = "", hide_default_value = true)]
    form: String,
    /// Load, in percent [default: 50, between 10 and 90]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    load: Option<f64>,
}

/// A rented instance.
#[derive(Debug, Args)]
pub(super) struct CloudArgs {
    /// Provider: aws, azure, gcp, ovhcloud or scaleway
    #[arg(value_name = "PROVIDER")]
    provider: String,
    /// Instance, as the provider names it
    #[arg(value_name = "INSTANCE")]
    instance: String,
    /// Region, as the provider names it
    #[arg(value_name = "REGION")]
    region: String,
    /// Hours rented in the year
    #[arg(long, value_name = "HOURS", allow_negative_numbers = true, default_value_t = HOURS_OF_YEAR)]
    hours: f64,
}

/// The breakdown of a machine by component, with bounds.
pub(super) fn machine(set: &FactorSet, args: &MachineArgs, lang: Lang) -> Result<String, Fault> {
    let words = MachineWords {
        kind: &args.kind,
        form: &args.form,
        cpu: &args.cpu,
        cpu_count: &args.cpu_count,
        cores: &args.cores,
        ram: &args.ram_gb,
        ssd: &args.ssd_gb,
        hdd: &args.hdd_gb,
        gpu: &args.gpu,
        gpu_count: &args.gpu_count,
        ..MachineWords::default()
    };
    let machine = Configuration::from_words(&words).map_err(|miss| miss.fault())?;
    let load = args.load.map(|percent| percent / 100.0);
    let estimate = estimate_at(set, &machine, load).map_err(|miss| miss.fault())?;
    let mut out = String::new();
    processor(&mut out, &estimate, lang);
    parts(&mut out, set, &estimate, lang);
    power(&mut out, &estimate, lang);
    assumptions(&mut out, &estimate.assumed, lang);
    Ok(out)
}

/// What renting an instance weighs, with bounds.
pub(super) fn rental(set: &FactorSet, args: &CloudArgs, lang: Lang) -> Result<String, Fault> {
    let rental = cloud::rent(set, &args.provider, &args.instance, &args.region, args.hours)
        .map_err(|miss| miss.fault())?;
    let row = rental.instance;
    let mut out = text!(
        "{} {} : {} vCPU, {} Go, hôte {}\n",
        "{} {} : {} vCPU, {} GB, host {}\n",
        row.provider,
        row.name,
        row.vcpu,
        lang.short(row.memory_gb),
        row.host_family
    )
    .say(lang)
    .to_owned();
    let place = &rental.place;
    let default = if place.pue_is_default { lang.label("(défaut)", "(default)") } else { "" };
    let mut pue = String::new();
    bounds(&mut pue, "PUE", place.pue, "", lang);
    let line = format!("{} : {} {default}", place.region.name, place.region.zone);
    let _ = writeln!(out, "{}", line.trim_end());
    out.push_str(&pue);
    parts(&mut out, set, &rental.rented, lang);
    if let Some(kwh) = rental.kwh {
        let label = lang.label("électricité, PUE compris", "electricity, PUE included");
        bounds(&mut out, label, kwh.0, "kWh", lang);
    }
    assumptions(&mut out, &rental.share.assumed, lang);
    Ok(out)
}

fn processor(out: &mut String, estimate: &MachineEstimate, lang: Lang) {
    let Some(cpu) = &estimate.cpu else { return };
    let label = lang.label("processeur", "processor");
    let words = if cpu.words.is_empty() { "–" } else { &cpu.words };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{label} : {words} → {}", cpu.family);
    bounds(out, &format!("  {}", lang.label("puce", "die")), cpu.die_mm2, "mm²", lang);
    bounds(
        out,
        &format!("  {}", lang.label("puissance thermique", "thermal power")),
        cpu.tdp_w,
        "W",
        lang,
    );
}

fn parts(out: &mut String, set: &FactorSet, estimate: &MachineEstimate, lang: Lang) {
    for (criterion, named) in set.criteria.iter().enumerate() {
        let total = estimate.total(set, criterion);
        if total.high <= 0.0 {
            continue;
        }
        let _ = writeln!(out, "\n{} ({})", named.label(lang), named.unit);
        for part in Part::ALL {
            let amount = estimate.of_part(set, criterion, part);
            if amount.high > 0.0 {
                bounds(out, &format!("  {}", part.label(lang)), amount, "", lang);
            }
        }
        bounds(out, "  total", total, "", lang);
        if estimate.lacking.contains(&criterion) {
            let said = lang.label(
                "somme partielle : un composant n'a pas de facteur",
                "partial sum: a component has no factor",
            );
            let _ = writeln!(out, "  {said}");
        }
    }
}

fn power(out: &mut String, estimate: &MachineEstimate, lang: Lang) {
    let Some(watts) = estimate.watts else { return };
    let _ = writeln!(out, "\n{}", lang.label("puissance (W)", "power (W)"));
    for one in &estimate.energy {
        let label = one.part.map_or(lang.label("autour", "around"), |part| part.label(lang));
        bounds(out, &format!("  {label}"), one.watts, "", lang);
    }
    bounds(out, "  total", watts.0, "", lang);
    if let Some(kwh) = estimate.energy_kwh {
        bounds(out, &format!("  {}", lang.label("par an", "a year")), kwh.0, "kWh", lang);
    }
}

fn assumptions(out: &mut String, assumed: &[Assumed], lang: Lang) {
    if !assumed.is_empty() {
        let _ = writeln!(out, "\n{}", lang.label("hypothèses", "assumptions"));
    }
    for one in assumed {
        let _ = writeln!(out, "  {}", one.text().say(lang));
    }
}

fn bounds(out: &mut String, label: &str, amount: Interval, unit: &str, lang: Lang) {
    let [value, low, high] = [amount.value, amount.low, amount.high].map(|it| figure(it, lang));
    let line = format!("{label:<28} {value:>10} [{low} – {high}] {unit}");
    let _ = writeln!(out, "{}", line.trim_end());
}

/// A small figure keeps its digits.
fn figure(value: f64, lang: Lang) -> String {
    if value != 0.0 && value.abs() < 0.01 { lang.number(value, 6) } else { lang.short(value) }
}
