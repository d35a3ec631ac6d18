//! The exponential function from the operations that IEEE 754 defines to the last bit, so that
//! training comes out the same on every machine.

/// e to the power of `x`, which is at most 0; what is below the smallest normal number is 0.
pub fn exp(x: f32) -> f32 {
    // exp(x) = exp(r) · 2^n with |r| at most half of ln 2: 8 terms are enough for 24 bits.
    let x = f64::from(x);
    let n = (x * std::f64::consts::LOG2_E + 0.5).floor();
    if n < -120.0 {
        return 0.0;
    }
    let r = x - n * std::f64::consts::LN_2;
    let mut term = 1.0;
    let mut sum = 1.0;
    for k in 1..=8 {
        term *= r / f64::from(k);
        sum += term;
    }
    let power = f64::from_bits(((n as i64 + 1023) as u64) << 52);
    (sum * power) as f32
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn agrees_with_the_standard_library() {
        for step in 0..4000 {
            let x = -step as f32 / 100.0;
            assert!((exp(x) - x.exp()).abs() <= 1e-6 * x.exp() + 1e-30, "{x}");
        }
    }
}
