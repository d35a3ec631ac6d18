//! Logarithms and powers of two from the operations that IEEE 754 defines to the last bit, so that
//! the tables come out the same on every machine.

/// The binary logarithm of a positive normal number.
pub fn log2(x: f64) -> f64 {
    const BIAS: i32 = 1023;
    let bits = x.to_bits();
    let exponent = (bits >> 52) as i32 - BIAS;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | (BIAS as u64) << 52);
    // ln m = 2 artanh((m - 1) / (m + 1)); the argument is at most 1/3, so 20 terms are enough.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let mut power = z;
    let mut sum = 0.0;
    for term in 0..20 {
        sum += power / f64::from(2 * term + 1);
        power *= z * z;
    }
    f64::from(exponent) + 2.0 * sum * std::f64::consts::LOG2_E
}

/// Costs in the model's units as probabilities.
pub struct Powers(Vec<f64>);

impl Powers {
    pub fn new() -> Self {
        // Eight square roots of 1/2 make one unit of 1/256 bit.
        let unit = (0..8).fold(0.5f64, |x, _| x.sqrt());
        let mut powers = vec![1.0];
        for at in 1..=usize::from(u16::MAX) {
            powers.push(if at % 256 == 0 {
                powers[at - 256] * 0.5
            } else {
                powers[at - 1] * unit
            });
        }
        Self(powers)
    }

    pub fn probability(&self, cost: u16) -> f64 {
        self.0[usize::from(cost)]
    }
}

/// The cost of a probability, in the model's units of 1/256 bit.
pub fn cost(probability: f64) -> u16 {
    // Half a unit of cost is far below what the levels can tell apart.
    (-log2(probability) * 256.0).round().clamp(0.0, 65_535.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard_library() {
        for x in [1e-9, 0.1, 0.5, 0.999, 1.0, 1.5, 3.0, 1e6] {
            assert!((log2(x) - x.log2()).abs() < 1e-12, "{x}");
        }
        let powers = Powers::new();
        for at in [0, 1, 255, 256, 1000, 10_000] {
            let expected = (-f64::from(at) / 256.0).exp2();
            assert!(
                (powers.probability(at) / expected - 1.0).abs() < 1e-10,
                "{at}"
            );
            assert_eq!(cost(powers.probability(at)), at);
        }
    }
}
