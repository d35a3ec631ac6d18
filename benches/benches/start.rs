//! The first conversion of a process and the memory that it leaves in use:
//!
//!     cargo bench --bench start -- CONVERTER CONFIGURATION
//!
//! Once for each process, because only the first conversion is one.

use std::time::Instant;

const LINE: &str = "这里的软件开发头发很长，台湾的鼠标";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [converter, config, ..] = arguments.as_slice() else {
        return;
    };
    let before = resident();
    let start = Instant::now();
    let converted = convert(converter, config);
    let taken = start.elapsed();
    let grown = resident().saturating_sub(before);
    println!("{converter} {config}: {taken:?}, {grown} KB more: {converted}");
}

fn convert(converter: &str, config: &str) -> String {
    match converter {
        "mingwen" => {
            let config = config.parse().expect("a configuration");
            mingwen::convert(LINE, config).into_owned()
        }
        "zhconv" => zhconv::zhconv(LINE, zhconv::Variant::ZhTW),
        "hanconv" => hanconv::s2twp(LINE),
        "opencc-fmmseg" => opencc_fmmseg::OpenCC::new().convert(LINE, config, false),
        "ferrous-opencc" => {
            let file = format!("{config}.json");
            let builtin = ferrous_opencc::config::BuiltinConfig::from_filename(&file);
            let builtin = builtin.expect("a configuration");
            let converter = ferrous_opencc::OpenCC::from_config(builtin).expect("it starts");
            converter.convert(LINE)
        }
        #[cfg(feature = "opencc")]
        "OpenCC" => {
            let data = std::env::var("OPENCC_DATA").expect("OPENCC_DATA says where the files are");
            let file = std::path::Path::new(&data).join(format!("{config}.json"));
            let converter = opencc_rust::OpenCC::new(file).expect("OpenCC starts");
            converter.convert(LINE).expect("OpenCC converts")
        }
        _ => panic!("no converter is called {converter}"),
    }
}

/// Kilobytes of the process in memory, as Linux tells; 0 elsewhere.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}
