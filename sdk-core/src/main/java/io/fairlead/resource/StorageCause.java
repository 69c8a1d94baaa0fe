package io.fairlead.resource;

import java.util.List;

/** A volume is missing or does not come. */
public sealed interface StorageCause extends Cause {

    /**
     * The claim is not there.
     *
     * @param claim the claim's name
     */
    record MissingClaim(String claim) implements StorageCause {
        public MissingClaim {
            claim = Evidence.quote(claim);
        }

        @Override
        public String sentence() {
            return "PersistentVolumeClaim " + claim + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or name another one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The claim names no class, there is no default one, and no volume fits.
     *
     * @param claim the claim's name
     */
    record NoClass(String claim) implements StorageCause {
        public NoClass {
            claim = Evidence.quote(claim);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " has no storage class, and no volume fits";
        }

        @Override
        public String remedy() {
            return "name a class, or make one the default";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The claim's class is not there.
     *
     * @param claim the claim's name
     * @param storageClass the class
     */
    record MissingClass(String claim, String storageClass) implements StorageCause {
        public MissingClass {
            claim = Evidence.quote(claim);
            storageClass = Evidence.quote(storageClass);
        }

        @Override
        public String sentence() {
            return "StorageClass " + storageClass + " of claim " + claim + " is missing";
        }

        @Override
        public String remedy() {
            return "create it, or name another one";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The claim's volume is made where its first pod runs, and no pod with a node uses it yet: nothing is wrong.
     *
     * @param claim the claim's name
     */
    record WaitsForPod(String claim) implements StorageCause {
        public WaitsForPod {
            claim = Evidence.quote(claim);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " gets its volume once a pod uses it";
        }

        @Override
        public String remedy() {
            return "nothing, unless a pod should use it already";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * Volumes of the claim's class are free, made by hand, and none is large enough.
     *
     * @param claim the claim's name
     * @param wanted the size it asks for
     * @param largest the largest free one
     */
    record TooSmall(String claim, String wanted, String largest) implements StorageCause {
        public TooSmall {
            claim = Evidence.quote(claim);
            wanted = Evidence.quote(wanted);
            largest = Evidence.quote(largest);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " asks for " + wanted + ", the largest free volume has " + largest;
        }

        @Override
        public String remedy() {
            return "add a volume of that size, or ask for less";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The volume that the claim names does not suit it.
     *
     * @param claim the claim's name
     * @param message what the cluster says
     */
    record Mismatch(String claim, String message) implements StorageCause {
        public Mismatch {
            claim = Evidence.quote(claim);
            message = Evidence.quote(message);
        }

        @Override
        public Object identity() {
            return List.of(code(), claim);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " and the volume that it names do not suit each other: " + message;
        }

        @Override
        public String remedy() {
            return "name another volume, or ask for what it has";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The provisioner of the claim's class has not answered.
     *
     * @param claim the claim's name
     * @param provisioner its name
     */
    record WaitsForProvisioner(String claim, String provisioner) implements StorageCause {
        public WaitsForProvisioner {
            claim = Evidence.quote(claim);
            provisioner = Evidence.quote(provisioner);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " waits for provisioner " + provisioner;
        }

        @Override
        public String remedy() {
            return "check that the provisioner runs";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The provisioner says no.
     *
     * @param claim the claim's name
     * @param message what the cluster says
     */
    record ProvisioningFailed(String claim, String message) implements StorageCause {
        public ProvisioningFailed {
            claim = Evidence.quote(claim);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "the volume of claim " + claim + " cannot be made: " + message;
        }

        @Override
        public String remedy() {
            return "see what the provisioner says";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The claim has no volume, and nothing says why.
     *
     * @param claim the claim's name
     */
    record Pending(String claim) implements StorageCause {
        public Pending {
            claim = Evidence.quote(claim);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " has no volume yet";
        }

        @Override
        public String remedy() {
            return "check its class and provisioner";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The claim's volume is gone.
     *
     * @param claim the claim's name
     */
    record Lost(String claim) implements StorageCause {
        public Lost {
            claim = Evidence.quote(claim);
        }

        @Override
        public String sentence() {
            return "the volume of claim " + claim + " is lost";
        }

        @Override
        public String remedy() {
            return "restore the volume, or make the claim anew";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The volume cannot be made as large as asked for.
     *
     * @param claim the claim's name
     * @param message what the cluster says
     */
    record ResizeInfeasible(String claim, String message) implements StorageCause {
        public ResizeInfeasible {
            claim = Evidence.quote(claim);
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "claim " + claim + " cannot be made larger: " + message;
        }

        @Override
        public String remedy() {
            return "ask for less, or move the data to a larger volume";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The volume cannot be attached to the node.
     *
     * @param message what the cluster says
     */
    record AttachFailed(String message) implements StorageCause {
        public AttachFailed {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "a volume cannot be attached: " + message;
        }

        @Override
        public String remedy() {
            return "check where else it is attached";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }

    /**
     * The volume cannot be mounted.
     *
     * @param message what the cluster says
     */
    record MountFailed(String message) implements StorageCause {
        public MountFailed {
            message = Evidence.quote(message);
        }

        @Override
        public String sentence() {
            return "a volume cannot be mounted: " + message;
        }

        @Override
        public String remedy() {
            return "see what the node says about the volume";
        }

        @Override
        public boolean terminal() {
            return false;
        }
    }
}
