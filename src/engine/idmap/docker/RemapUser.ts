/** The account that dockerd remaps to, as /etc/passwd has it; `uid` may be left out where it isn't known. */
export interface RemapUser {
  name: string;
  uid?: number;
}
