package pagestream.emulator.mapping;

/// A setting's lowest and highest number.
record Range(int min, int max) {
  static final Range BATCH_WINDOW = new Range(0, 300);

  void require(String setting, int value) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: expected a number from %d to %d, found %d".formatted(setting, min, max, value));
    }
  }
}
