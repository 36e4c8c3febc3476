package pagestream.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Literals only: no name is looked up. Ranges stand with their ends, and then what lies beside
/// them.
class AddressesTest {
  private static boolean isPublic(String literal) throws UnknownHostException {
    return Addresses.isPublic(InetAddress.getByName(literal));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          this network,         0.0.0.0,      0.255.255.255
          private,              10.0.0.0,     10.255.255.255
          shared by a carrier,  100.64.0.0,   100.127.255.255
          loopback,             127.0.0.0,    127.255.255.255
          link local,           169.254.0.0,  169.254.255.255
          metadata,             169.254.169.254, 169.254.170.2
          private,              172.16.0.0,   172.31.255.255
          protocol assignments, 192.0.0.0,    192.0.0.255
          documentation,        192.0.2.0,    192.0.2.255
          private,              192.168.0.0,  192.168.255.255
          benchmarks,           198.18.0.0,   198.19.255.255
          documentation,        198.51.100.0, 198.51.100.255
          documentation,        203.0.113.0,  203.0.113.255
          multicast,            224.0.0.0,    239.255.255.255
          reserved,             240.0.0.0,    255.255.255.255
          in short,             127.1,        2130706433
          unspecified,          [::],         [::1]
          IPv4-compatible,      [::8.8.8.8],  [::10.0.0.1]
          IPv4-mapped,          [::ffff:10.0.0.1],   [::ffff:a9fe:a9fe]
          NAT64,                [64:ff9b::8.8.8.8],  [64:ff9b::10.0.0.1]
          NAT64 within,         [64:ff9b:1::1],      [64:ff9b:1:ffff::1]
          discard only,         [100::],             [100::ffff]
          Teredo,               [2001::],            [2001:0:ffff::1]
          protocol assignments, [2001:1::1],         [2001:1ff:ffff::1]
          documentation,        [2001:db8::],        [2001:db8:ffff::1]
          6to4,                 [2002:a00:1::1],     [2002:ffff::1]
          documentation,        [3fff::],            [3fff:fff:ffff::1]
          segment routing,      [5f00::1],           [5f00:ffff::1]
          unique local,         [fc00::1],           [fdff:ffff::1]
          link local,           [fe80::1],           [febf:ffff::1]
          site local,           [fec0::1],           [feff:ffff::1]
          multicast,            [ff00::1],           [ff02::1]
          """)
  void refusesSpecialPurposeAddresses(String range, String first, String last)
      throws UnknownHostException {
    assertThat(isPublic(first)).as(range).isFalse();
    assertThat(isPublic(last)).as(range).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1.0.0.0,         8.8.8.8
          9.255.255.255,   11.0.0.0
          100.63.255.255,  100.128.0.0
          126.255.255.255, 128.0.0.0
          169.253.255.255, 169.255.0.0
          172.15.255.255,  172.32.0.0
          192.0.1.0,       192.0.3.0
          192.167.255.255, 192.169.0.0
          198.17.255.255,  198.20.0.0
          198.51.99.255,   198.51.101.0
          203.0.112.255,   203.0.114.0
          223.255.255.255, [::ffff:8.8.8.8]
          [2000::1],       [2001:200::1]
          [2001:db7::1],   [2001:db9::1]
          [2003::1],       [2606:4700::1111]
          [3ffe::1],       [3fff:1000::1]
          """)
  void letsTheAddressesBesideThemThrough(String before, String after) throws UnknownHostException {
    assertThat(isPublic(before)).isTrue();
    assertThat(isPublic(after)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x7f.0.0.1", "0x7f000001", "017700000001"})
  void doesNotGuessAtAmbiguousForms(String address) {
    assertThatThrownBy(() -> isPublic(address)).isInstanceOf(UnknownHostException.class);
  }
}
