//! The numbers on an axis of time: the same in the terminal and in the book.

use crate::time;

/// Ticks at round distances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The unit of all numbers, `s` or `ms`: the one in which the end is written.
    pub unit: &'static str,
    /// When, in microseconds, and the number to write there. In order; the first is 0.
    pub ticks: Vec<(u64, String)>,
}

/// An axis from 0 to `end`, with at most `most` ticks besides the one at 0.
/// Their distance is 1, 2 or 5 times a power of ten, and at least a millisecond.
pub fn axis(end: u64, most: usize) -> Axis {
    let step = step(end, most.max(1) as u64);
    let unit = time::unit_of(end);
    let ticks = (0..=end / step)
        .map(|n| (n * step, time::number(n * step, unit)))
        .collect();
    Axis { unit, ticks }
}

fn step(end: u64, most: u64) -> u64 {
    let powers = std::iter::successors(Some(1_000u64), |power| power.checked_mul(10));
    let steps = powers.flat_map(|power| [1, 2, 5].map(|n| power.saturating_mul(n)));
    steps
        .into_iter()
        .find(|step| end / step <= most)
        .unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::axis;

    fn numbers(end: u64, most: usize) -> String {
        let axis = axis(end, most);
        let numbers: Vec<String> = axis.ticks.into_iter().map(|(_, number)| number).collect();
        format!("{} {}", axis.unit, numbers.join(" "))
    }

    #[test]
    fn the_numbers_are_round() {
        assert_eq!(numbers(5_000_000, 5), "s 0 1 2 3 4 5");
        assert_eq!(numbers(900_000, 5), "ms 0 200 400 600 800");
        assert_eq!(numbers(1_500_000, 3), "s 0 0.5 1 1.5");
        assert_eq!(numbers(14_000_000, 5), "s 0 5 10");
        assert_eq!(numbers(0, 5), "ms 0");
    }

    #[test]
    fn there_are_never_more_than_asked_for() {
        for end in (0..64).map(|power| (1u64 << power) + 7).chain([u64::MAX]) {
            for most in 0..9 {
                assert!(
                    axis(end, most).ticks.len() <= most.max(1) + 1,
                    "{end} {most}"
                );
            }
        }
    }
}
