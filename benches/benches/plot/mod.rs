//! Plots as SVG: lines over two logarithmic axes.

use std::fmt::Write;

/// One line: a name, and its points.
pub struct Series {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 880.0;
const HEIGHT: f64 = 420.0;
/// Room for the numbers of the axes and, on the right, for the names.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 370.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;

/// Told apart by eyes that do not see all colors: the palette of Okabe and Ito.
const COLORS: [&str; 8] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999",
];

/// Both axes in powers of ten; what is not above zero is left out.
pub fn log_log(title: &str, x_name: &str, y_name: &str, all: &[Series]) -> String {
    let points = || all.iter().flat_map(|series| &series.points);
    let (x_low, x_high) = decades(points().map(|point| point.0));
    let (y_low, y_high) = decades(points().map(|point| point.1));
    let across = |x: f64| LEFT + (x.log10() - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT);
    let down = |y: f64| TOP + (y_high - y.log10()) / (y_high - y_low) * (HEIGHT - TOP - BOTTOM);

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"15\">{title}</text>\n"
    );
    for power in x_low as i32..=x_high as i32 {
        let x = across(10_f64.powi(power));
        let (top, bottom) = (TOP, HEIGHT - BOTTOM);
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {top}V{bottom}\" stroke=\"#ddd\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            bottom + 18.0,
            number(power),
        );
    }
    for power in y_low as i32..=y_high as i32 {
        let y = down(10_f64.powi(power));
        let (left, right) = (LEFT, WIDTH - RIGHT);
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left - 6.0,
            y + 4.0,
            number(power),
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{x_name}</text>\
         <text transform=\"translate(16 {:.1}) rotate(-90)\" text-anchor=\"middle\">{y_name}</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 12.0,
        (TOP + HEIGHT - BOTTOM) / 2.0,
    );
    for (number, series) in all.iter().enumerate() {
        let color = COLORS[number % COLORS.len()];
        // The second time around the colors, lines are broken.
        let dash = if number < COLORS.len() { "none" } else { "5 3" };
        let mut path = String::new();
        for &(x, y) in &series.points {
            let verb = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{verb}{:.1} {:.1}", across(x), down(y));
        }
        let y = TOP + 10.0 + 18.0 * number as f64;
        let x = WIDTH - RIGHT + 16.0;
        let _ = writeln!(
            svg,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" \
             stroke-dasharray=\"{dash}\"/>\
             <path d=\"M{x} {y}h18\" stroke=\"{color}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + 24.0,
            y + 4.0,
            series.name,
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// The powers of ten around all values.
fn decades(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let logs = values.filter(|&value| value > 0.0).map(f64::log10);
    let (low, high) = logs.fold((f64::MAX, f64::MIN), |(low, high), log| {
        (low.min(log), high.max(log))
    });
    let (low, high) = (low.floor(), high.ceil());
    if low < high { (low, high) } else { (0.0, 1.0) }
}

fn number(power: i32) -> String {
    match power {
        0 => String::from("1"),
        1..=3 => 10_i32.pow(power as u32).to_string(),
        -3..=-1 => 10_f64.powi(power).to_string(),
        _ => format!("10<tspan dy=\"-4\" font-size=\"9\">{power}</tspan>"),
    }
}
