//! Man page and completions, made from the commands themselves: `pages FOLDER`.

use clap_complete::{Shell, generate_to};
use empreinte_agent::cli::command;
use empreinte_agent::lang::AgentLang;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("pages FOLDER")?);
    std::fs::create_dir_all(folder.join("fr"))?;
    for (lang, place) in [(AgentLang::En, folder.clone()), (AgentLang::Fr, folder.join("fr"))] {
        let mut page = Vec::new();
        let name = "empreinte-agent";
        clap_mangen::Man::new(command(lang)).render(&mut page)?;
        for sub in command(lang).get_subcommands() {
            page.extend(format!(".SH \"{name} {}\"\n", sub.get_name()).into_bytes());
            let man = clap_mangen::Man::new(sub.clone());
            man.render_description_section(&mut page)?;
            man.render_options_section(&mut page)?;
        }
        std::fs::write(place.join(format!("{name}.1")), page)?;
    }
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut command(AgentLang::En), "empreinte-agent", &folder)?;
    }
    Ok(())
}
