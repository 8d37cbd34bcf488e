//! How a length of time is written: one way, in every drawing and every sentence.

/// Writes microseconds in the largest unit that keeps them exact to a millisecond: `5 s`, `1.5 s`, `300 ms`.
pub fn show(us: u64) -> String {
    let unit = unit_of(us);
    format!("{} {unit}", number(us, unit))
}

/// Writes a sum with its terms in one unit: `5 + 3 + 1 = 9 s`.
pub fn show_sum(terms: &[u64]) -> String {
    let sum = terms.iter().sum();
    let unit = unit_of(sum);
    let terms: Vec<String> = terms.iter().map(|us| number(*us, unit)).collect();
    format!("{} = {} {unit}", terms.join(" + "), number(sum, unit))
}

/// Reads what [`show`] wrote.
pub fn parse(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once(' ')?;
    let number: f64 = number.parse().ok()?;
    match unit {
        "s" => Some((number * 1e6).round() as u64),
        "ms" => Some((number * 1e3).round() as u64),
        _ => None,
    }
}

/// Milliseconds, rounded up as Tokio's timer does.
pub fn ms(us: u64) -> u64 {
    us.div_ceil(1000)
}

/// The unit in which a time is written.
pub fn unit_of(us: u64) -> &'static str {
    if ms(us) >= 1000 { "s" } else { "ms" }
}

/// A time in this unit, `s` or `ms`, without the unit: `1.5`.
pub fn number(us: u64, unit: &str) -> String {
    match unit {
        "s" => {
            let text = format!("{}.{:03}", ms(us) / 1000, ms(us) % 1000);
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        }
        _ => ms(us).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_follows_the_size() {
        assert_eq!(show(300_000), "300 ms");
        assert_eq!(show(999_999), "1 s");
        assert_eq!(show(1_500_000), "1.5 s");
        assert_eq!(show(100_000_000), "100 s");
        assert_eq!(
            show_sum(&[5_000_000, 3_000_000, 1_000_000]),
            "5 + 3 + 1 = 9 s"
        );
        assert_eq!(parse("1.5 s"), Some(1_500_000));
        assert_eq!(parse("300 ms"), Some(300_000));
        assert_eq!(parse("mutex"), None);
        assert_eq!(show_sum(&[300_000, 900_000]), "0.3 + 0.9 = 1.2 s");
    }
}
