//! The agent's few settings, from one file.

use crate::lang::AgentText;
use crate::text;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What `agent.toml` may say. Every line is optional.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The collector's address, such as `https://collecte.example.org`.
    pub collector: Option<String>,
    /// A file with the enrolment token.
    pub token_file: Option<PathBuf>,
    /// A file with the certificates of the authority, in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// A folder for sealed files, in place of a collector.
    pub outbox: Option<PathBuf>,
    /// Where the agent keeps its state.
    pub state: Option<PathBuf>,
    /// Whether the serial number is sent; the collector hashes it at once.
    pub serial: Option<bool>,
    /// The processor's published power, W, each.
    pub processor_tdp_w: Option<f64>,
    /// A file in which something of root's keeps the watts of the whole machine.
    pub meter_file: Option<PathBuf>,
}

impl Config {
    /// Reads a file. Others must not be able to write it.
    ///
    /// # Errors
    /// A file that cannot be read or believed, a line that says nothing the agent knows.
    pub fn read(path: &Path) -> Result<Self, AgentText> {
        let shown = path.display();
        let bytes = own_file(path, 64 * 1024)?;
        Self::parse(&String::from_utf8_lossy(&bytes))
            .map_err(|why| text!("{shown} : {why}"; "{shown}: {why}"))
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let sound = |watts: &f64| (1.0..=2_000.0).contains(watts);
        if !config.processor_tdp_w.as_ref().is_none_or(sound) {
            return Err("processor_tdp_w: expected 1 to 2000 W".to_owned());
        }
        Ok(config)
    }
}

/// A small file that nobody but its owner can write.
///
/// # Errors
/// A file that cannot be read or believed: which, and why.
pub fn own_file(path: &Path, most: u64) -> Result<Vec<u8>, AgentText> {
    let shown = path.display();
    #[cfg(target_os = "linux")]
    let read = crate::platform::linux::read_own_file(path, most);
    #[cfg(not(target_os = "linux"))]
    let read = read(path, most).map_err(|error| text!("{error}"; "{error}"));
    read.map_err(|why| {
        let (fr, en) = (why.fr, why.en);
        text!("{shown} n’est pas lu : {fr}"; "{shown} is not read: {en}")
    })
}

#[cfg(not(target_os = "linux"))]
fn read(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Config;

    #[test]
    fn the_settings_are_read_and_a_word_not_known_is_said() {
        let config = Config::parse("collector = \"https://c.example\"\nserial = false\n").unwrap();
        assert_eq!(config.collector.as_deref(), Some("https://c.example"));
        assert_eq!(config.serial, Some(false));
        assert_eq!(Config::parse("").unwrap(), Config::default());
        let said = Config::parse("colector = 1").unwrap_err();
        assert!(said.contains("colector"), "{said}");
        assert!(Config::parse("processor_tdp_w = -3.0").is_err());
    }
}
